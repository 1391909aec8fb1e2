package catalog

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"
	"testing"

	"mingzhang/content"
	"mingzhang/content/sample"
)

const benchSize = 100_000

var benchSnapshot = sync.OnceValue(func() *Snapshot {
	var ds []*content.Disclosure
	for d := range sample.Generate(benchSize, 1) {
		derive(d)
		d.Sections = nil
		ds = append(ds, d)
	}
	s, err := emptySnapshot().With(ds...)
	if err != nil {
		panic(err)
	}
	return s
})

// benchFolder is removed by TestMain.
var benchFolder = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "catalog-bench-*")
	if err == nil {
		err = sample.WriteTo(dir+"/content", benchSize, 1)
	}
	if err != nil {
		panic(err)
	}
	return dir
})

func TestMain(m *testing.M) {
	code := m.Run()
	if benchRan {
		os.RemoveAll(benchFolder())
	}
	os.Exit(code)
}

var benchRan bool

func benchFilters() map[string]Filter {
	low, high := content.Fen(1e7), content.Fen(1e9)
	return map[string]Filter{
		"none":   {},
		"year":   {Years: []content.Year{2023}},
		"region": {Regions: []string{"530000", "440000"}},
		"many": {Kinds: []content.Kind{content.Budget}, Years: []content.Year{2021, 2022, 2023, 0}, Regions: []string{"530000", "440000", "320000"},
			Categories: []string{"困难帮扶", "养老服务", "公共卫生", Unknown}, AmountMin: &low, AmountMax: &high, Verdicts: []content.Verdict{content.Closes}},
	}
}

func BenchmarkSelect(b *testing.B) {
	s := benchSnapshot()
	for name, f := range benchFilters() {
		b.Run(name, func(b *testing.B) {
			measure(b, func() { s.Select(f) })
		})
	}
	number := s.numbers[len(s.numbers)-1]
	b.Run("number", func(b *testing.B) {
		measure(b, func() { s.Select(Filter{Numbers: []string{number}}) })
	})
}

func BenchmarkFacets(b *testing.B) {
	s := benchSnapshot()
	for name, f := range benchFilters() {
		b.Run(name, func(b *testing.B) {
			measure(b, func() { s.Facets(f, s.All(), 10) })
		})
	}
}

func BenchmarkGroup(b *testing.B) {
	s := benchSnapshot()
	for _, by := range [][]Dimension{{ByYear}, {ByRegion}, {ByPublisher}, {BySource}, {ByYear, ByRegion}, {ByYear, ByKind, ByCategory}, {ByPublisher, ByYear, ByCategory}} {
		b.Run(fmt.Sprint(by), func(b *testing.B) {
			measure(b, func() {
				if _, _, err := s.Group(s.All(), Grouping{By: by, Level: content.Prefecture}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// measure reports the time of the processor too, which other work on the
// machine hardly changes.
func measure(b *testing.B, ask func()) {
	b.ReportAllocs()
	before := processorTime(b)
	for range b.N {
		ask()
	}
	b.ReportMetric(float64(processorTime(b)-before)/float64(b.N), "cpu-ns/op")
}

func processorTime(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

// BenchmarkRequest is what one page of results asks: filter, facets, sums by
// year and region, and twenty rows.
func BenchmarkRequest(b *testing.B) {
	s := benchSnapshot()
	for name, f := range benchFilters() {
		b.Run(name, func(b *testing.B) {
			measure(b, func() {
				set := s.Select(f)
				s.Facets(f, s.All(), 10)
				for _, d := range []Dimension{ByYear, ByRegion} {
					if _, _, err := s.Group(set, Grouping{By: []Dimension{d}, Level: content.Province}); err != nil {
						b.Fatal(err)
					}
				}
				s.Page(set, LargestAmount, nil, 20)
			})
		})
	}
}

func BenchmarkOther(b *testing.B) {
	s := benchSnapshot()
	one := sample.New(9).At(1)
	all := s.All()
	for name, ask := range map[string]func(){
		"Flow":  func() { s.Flow(all, 12) },
		"Units": func() { s.Units(all) },
		"Total": func() { s.Total(all) },
		"With": func() {
			if _, err := s.With(one); err != nil {
				b.Fatal(err)
			}
		},
	} {
		b.Run(name, func(b *testing.B) {
			measure(b, ask)
		})
	}
}

// BenchmarkPagesToTheEnd visits every row by pages of 100.
func BenchmarkPagesToTheEnd(b *testing.B) {
	s := benchSnapshot()
	measure(b, func() {
		var after *Position
		for seen := 0; seen < s.Len(); {
			rows := s.Page(s.All(), NewestYear, after, 100)
			last := s.Position(NewestYear, rows[len(rows)-1])
			after, seen = &last, seen+len(rows)
		}
	})
}

func BenchmarkLoadCold(b *testing.B) {
	benchRan = true
	dir := benchFolder()
	for range b.N {
		load(b, Config{Content: os.DirFS(dir + "/content"), CacheDir: b.TempDir(), Derive: derive})
	}
}

func BenchmarkLoadWarm(b *testing.B) {
	benchRan = true
	dir := benchFolder()
	config := Config{Content: os.DirFS(dir + "/content"), CacheDir: dir + "/cache", Derive: derive}
	s := load(b, config)
	b.ResetTimer()
	for range b.N {
		s = load(b, config)
	}
	b.StopTimer()
	b.ReportMetric(float64(heapWith(s))/benchSize, "heap-bytes/disclosure")
	b.Run("Record", func(b *testing.B) {
		var buffer []byte
		for i := range b.N {
			var err error
			if buffer, err = s.AppendRecord(buffer[:0], Row(i%s.Len())); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// heapWith measures the heap while s is alive.
func heapWith(s *Snapshot) uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(s)
	return m.HeapAlloc
}
