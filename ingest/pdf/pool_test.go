package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mingzhang/ingest/source"
)

// refused fails unless err is a refusal whose Chinese has the words.
func refused(t *testing.T, err error, words string) {
	t.Helper()
	var refusal *source.Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v, want a refusal", err)
	}
	if !strings.Contains(refusal.Chinese, words) || refusal.English == "" {
		t.Errorf("refused with %v, want words of %q", refusal, words)
	}
}

func TestPoolRefusesBeforeAChildStarts(t *testing.T) {
	p := testPool(t, func(c *Config) { c.Command = []string{filepath.Join(t.TempDir(), "missing")} })
	_, err := p.Read(t.Context(), []byte("PK\x03\x04"))
	refused(t, err, "损坏")
	_, err = p.Read(t.Context(), append([]byte("%PDF-1.7"), make([]byte, source.MaxFile)...))
	refused(t, err, "上限")
	var refusal *source.Refusal
	if _, err = p.Read(t.Context(), []byte("%PDF-1.7")); err == nil || errors.As(err, &refusal) {
		t.Errorf("without a program to start: %v, want a fault that is not the file's", err)
	}
}

func TestPoolStandsChildrenThatFail(t *testing.T) {
	liar := func(c *Config) { c.Env = []string{workerVariable + "=liar"} }
	for content, words := range map[string]string{"%PDF- nonsense": "损坏", "%PDF- long": "损坏"} {
		_, err := testPool(t, liar).Read(t.Context(), []byte(content))
		refused(t, err, words)
	}
	mute := testPool(t, func(c *Config) { liar(c); c.Timeout = time.Millisecond })
	for range 2 {
		_, err := mute.Read(t.Context(), []byte("%PDF- mute"))
		refused(t, err, "规定时间")
	}
}

// A file that a warm child dies of has what is left of its time in another one.
func TestPoolTriesAgainWithinTheTimeOfAFile(t *testing.T) {
	p := testPool(t, func(c *Config) { c.Env = []string{workerVariable + "=liar"}; c.Timeout = lateTimeout })
	c, err := p.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.served = 1
	p.giveBack(c)
	_, err = p.Read(t.Context(), []byte("%PDF- late"))
	refused(t, err, "规定时间")
}

func TestPoolStopsWithItsCaller(t *testing.T) {
	p := testPool(t, func(c *Config) { c.Env = []string{workerVariable + "=liar"}; c.Children = 1 })
	ctx, cancel := context.WithCancel(t.Context())
	p.places <- struct{}{} // all children are at work
	cancel()
	if _, err := p.Read(ctx, []byte("%PDF- mute")); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for a child gave %v", err)
	}
	<-p.places
	if _, err := p.Read(ctx, []byte("%PDF- mute")); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for an answer gave %v", err)
	}
}

func TestPoolKeepsItsChildrenWarm(t *testing.T) {
	p := testPool(t, func(c *Config) { c.Children = 1 })
	b := pages("", "", at(72, 700, "某某市总工会"))
	pids := map[int]bool{}
	for range 3 {
		if _, err := p.Read(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		pids[p.idle[0].cmd.Process.Pid] = true
	}
	if len(pids) != 1 {
		t.Errorf("three files took %d children", len(pids))
	}
	p.idle[0].served = maxServed
	if _, err := p.Read(t.Context(), b); err != nil || len(p.idle) != 0 {
		t.Errorf("a worn child was kept: %d idle, %v", len(p.idle), err)
	}
}

func TestWarmPoolHasAChild(t *testing.T) {
	p := testPool(t, nil)
	if err := p.Warm(t.Context()); err != nil || len(p.idle) != 1 {
		t.Errorf("after warming %d children wait, %v", len(p.idle), err)
	}
}

// TestChildEndsWithItsParent closes a child's input, as the death of its parent
// does, in the middle of a file that takes long.
func TestChildEndsWithItsParent(t *testing.T) {
	p := testPool(t, nil)
	c, err := p.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := writeFrame(c.in, hostile(t)["a bomb of text"]); err != nil {
		t.Fatal(err)
	}
	if err := c.in.Close(); err != nil {
		t.Fatal(err)
	}
	<-c.ended
}

func TestPoolReadsOnAfterAChildDied(t *testing.T) {
	p := testPool(t, nil)
	b := pages("", "", at(72, 700, "某某市总工会"))
	if _, err := p.Read(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if err := p.idle[0].cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.idle[0].ended
	d, err := p.Read(t.Context(), b)
	if err != nil || len(d.Blocks) != 1 {
		t.Errorf("after its child died the pool gives %v, %v", d, err)
	}
}

func TestPoolServesManyAtOnce(t *testing.T) {
	p := testPool(t, func(c *Config) { c.Children = 2 })
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			want := strings.Repeat("账", i+1)
			d, err := p.Read(t.Context(), pages("", "", at(72, 700, want)))
			if err != nil {
				t.Error(err)
			} else if got := d.Blocks[0].Text; got != want {
				t.Errorf("got the text of another file: %s for %s", got, want)
			}
		})
	}
	all.Wait()
	if len(p.idle) > 2 {
		t.Errorf("%d children were kept", len(p.idle))
	}
}

func TestClosedPoolReadsNothing(t *testing.T) {
	p := testPool(t, nil)
	if _, err := p.Read(t.Context(), pages("", "", at(72, 700, "账"))); err != nil {
		t.Fatal(err)
	}
	folder, last := p.folder, p.idle[0]
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	<-last.ended
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the working directory is still there: %v", err)
	}
	if _, err := p.Read(t.Context(), []byte("%PDF-")); err == nil {
		t.Error("a closed pool reads")
	}
}

func TestCacheOthersMayWriteIsNotUsed(t *testing.T) {
	cache := t.TempDir()
	if err := os.Chmod(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	p := testPool(t, func(c *Config) { c.CacheDir = cache })
	if _, err := p.Read(t.Context(), []byte("%PDF-")); err == nil || !strings.Contains(err.Error(), "chmod") {
		t.Errorf("a cache that all may write to gives %v", err)
	}
}

func TestSameBytesGiveTheSameDocument(t *testing.T) {
	p := testPool(t, nil)
	b, err := os.ReadFile("testdata/pages.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var first []byte
	for range 2 {
		d, err := p.Read(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		var answers bytes.Buffer
		if err := writeAnswer(&answers, answer{Document: d}); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = answers.Bytes()
		} else if !bytes.Equal(first, answers.Bytes()) {
			t.Error("the second reading differs from the first")
		}
	}
}

func BenchmarkRead(b *testing.B) {
	p := testPool(b, nil)
	file := pages("", "", fullPage(), fullPage(), fullPage(), fullPage())
	if _, err := p.Read(b.Context(), file); err != nil {
		b.Fatal(err)
	}
	b.SetParallelism(1)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := p.Read(b.Context(), file); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(resident(p.idle[0].cmd.Process.Pid)>>20), "MB/child")
	b.ReportMetric(float64(resident(os.Getpid())>>20), "MB/parent")
}

// fullPage is a page of 38 lines of 36 characters.
func fullPage() string {
	var b strings.Builder
	for i := range 38 {
		b.WriteString(at(72, 760-float64(i)*18, strings.Repeat("困难职工帮扶资金项目", 4)[:36*3]))
	}
	return b.String()
}
