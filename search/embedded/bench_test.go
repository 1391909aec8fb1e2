package embedded

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"mingzhang/search"

	"golang.org/x/sys/unix"
)

// diskSize returns the bytes of the files in dir.
func diskSize(b *testing.B, dir string) (size int64) {
	b.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		info, err := os.Stat(filepath.Join(dir, e.Name()))
		if err != nil {
			b.Fatal(err)
		}
		size += info.Size()
	}
	return size
}

// cpuTime returns what the process has used of the processors, which says more
// than the clock on a busy machine.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// residentSize returns the kilobytes of ordinary and of mapped memory in use.
func residentSize(b *testing.B) (own, mapped float64) {
	b.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("needs /proc")
	}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		switch fields[0] {
		case "RssAnon:":
			own, _ = strconv.ParseFloat(fields[1], 64)
		case "RssFile:":
			mapped, _ = strconv.ParseFloat(fields[1], 64)
		}
	}
	return own, mapped
}

func BenchmarkRebuild(b *testing.B) {
	n := benchSize(b)
	before := cpuTime(b)
	for b.Loop() {
		x, err := Open(b.TempDir(), nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Rebuild(b.Context(), "1", corpus(n)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(diskSize(b, x.dir))/float64(n), "disk-B/doc")
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/float64(b.N*n), "cpu-µs/doc")
}

// BenchmarkCorpus is what of BenchmarkRebuild goes into making the documents.
func BenchmarkCorpus(b *testing.B) {
	n := benchSize(b)
	for b.Loop() {
		for range corpus(n) {
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/doc")
}

func BenchmarkUpdate(b *testing.B) {
	x := openTest(b)
	if err := x.Rebuild(b.Context(), "1", corpus(benchSize(b))); err != nil {
		b.Fatal(err)
	}
	g := generator{rand.New(rand.NewPCG(1, 1))}
	for b.Loop() {
		if err := x.Update(b.Context(), "2", []search.Document{g.document(1_000_000 + b.N)}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	x := openTest(b)
	if err := x.Rebuild(b.Context(), "1", corpus(benchSize(b))); err != nil {
		b.Fatal(err)
	}
	debug.FreeOSMemory()
	defer func() {
		own, mapped := residentSize(b)
		b.Logf("memory: %.0f MB own, %.0f MB mapped; disk: %.0f MB", own/1024, mapped/1024, float64(diskSize(b, x.dir))/(1<<20))
	}()
	queries := []struct{ name, text string }{
		{"all", ""}, {"char", "煤"}, {"common char", "工"}, {"two", "养路"}, {"common", "困难职工"}, {"rare", "懔懕"}, {"long", "困难职工帮扶专项资金"},
		{"unit", "玉溪市总工会"}, {"number", "总工办发[2020]13号"}, {"amount", "334.60万元"}, {"words", "玉溪市 困难职工 帮扶"},
		{"sentence", "财政部门落实困难职工帮扶专项资金"}, {"synonym", "低保"}, {"nothing", "航天发射中心"},
	}
	for _, q := range queries {
		plan := new(search.Lexicon).Plan(q.text)
		hits := 0
		b.Run(q.name, func(b *testing.B) {
			before := cpuTime(b)
			for b.Loop() {
				for _, p := range x.current.parts {
					p.phrases.clear() // the first search of each phrase is what counts
				}
				r, err := x.Search(b.Context(), plan)
				if err != nil {
					b.Fatal(err)
				}
				hits = len(r.IDs)
			}
			b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
			b.ReportMetric(float64(hits), "hits")
		})
	}
}
