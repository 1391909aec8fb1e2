package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress is a bar on a terminal that tells how far a long run is.
type progress struct {
	w     io.Writer // nil where nobody watches
	all   int
	done  int
	began time.Time
	shown time.Time
}

func newProgress(w io.Writer, all int, watched bool) *progress {
	p := &progress{all: all, began: time.Now()}
	if watched && all > 1 {
		p.w = w
	}
	return p
}

// step counts one more; the bar is drawn at most ten times a second.
func (p *progress) step(rejected int) {
	p.done++
	if p.w == nil || (time.Since(p.shown) < time.Second/10 && p.done < p.all) {
		return
	}
	p.shown = time.Now()
	fmt.Fprint(p.w, "\r\x1b[K", p.line(rejected, time.Since(p.began)))
}

// line draws the bar after a time.
func (p *progress) line(rejected int, took time.Duration) string {
	const width = 30
	full := p.done * width / p.all
	left := time.Duration(float64(took) / float64(p.done) * float64(p.all-p.done)).Round(time.Second)
	return fmt.Sprintf("%s%s %d/%d  退回 rejected %d  剩余 left %s", strings.Repeat("█", full), strings.Repeat("░", width-full), p.done, p.all, rejected, left)
}

// end leaves the bar behind.
func (p *progress) end() {
	if p.w != nil && p.done > 0 {
		fmt.Fprintln(p.w)
	}
}
