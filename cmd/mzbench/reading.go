package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ingest times the command line that reads files, on all cores: the folders of
// each format, then one with all, then hostile files one by one.
func (b *bench) ingest() error {
	kinds, err := b.inbox()
	if err != nil {
		return err
	}
	t := newTable("files", "number", "drafts", "files a second, min / median / max", "CPU ms a file", "of it the parent's", "parent MB, highest", "children MB, highest, all")
	for _, kind := range kinds {
		b.progress("reading %d files of %s", len(kind.files), kind.name)
		var rate series
		var last *reading
		for range kind.rounds {
			if last, err = b.read(kind.folder); err != nil {
				return err
			}
			rate = append(rate, float64(len(kind.files))/last.took.Seconds())
		}
		each := func(d time.Duration) float64 { return ms(d) / float64(len(kind.files)) }
		t.add(kind.name, len(kind.files), last.drafts, rate.spread(), each(last.cpu), each(last.parentCPU), last.parent, last.children)
	}
	t.print(b.out)
	return b.hostile()
}

// reading is what one run of the command line took.
type reading struct {
	took, cpu, parentCPU time.Duration // cpu with the children
	parent, children     float64       // megabytes at most; of the children all at once
	drafts               int
	reason               string // for the last rejected file
}

// read runs the command line on files or folders.
func (b *bench) read(paths ...string) (*reading, error) {
	cmd := exec.CommandContext(b.ctx, b.binary, append([]string{"ingest", "--json"}, paths...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("listening to %s: %w", b.binary, err)
	}
	began, r := time.Now(), &reading{}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w; make build", b.binary, err)
	}
	watched := make(chan struct{})
	stop := make(chan struct{})
	go func() { defer close(watched); r.watch(cmd.Process.Pid, stop) }()
	err = r.count(out)
	if waited := cmd.Wait(); err == nil && cmd.ProcessState.ExitCode() > exitFailed { // files that are refused are no fault
		err = waited
	}
	r.took = time.Since(began)
	close(stop)
	<-watched
	r.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return r, err
}

// count reads the reports as they come and keeps none.
func (r *reading) count(out io.Reader) error {
	return eachLine(out, func(line string) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case name == `"status"` && value == `"draft",`:
			r.drafts++
		case name == `"rejected"` && value != "null":
			r.reason = strings.Trim(value, `"`)
		}
	})
}

// watch notes the memory of a process and of its children until stop is closed.
func (r *reading) watch(pid int, stop <-chan struct{}) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if m, err := memoryOf(pid); err == nil {
			r.parent = max(r.parent, m.peak)
		}
		if spent, err := cpuTime(pid); err == nil {
			r.parentCPU = spent
		}
		all := 0.0
		for _, child := range childrenOf(pid) {
			if m, err := memoryOf(child); err == nil {
				all += m.resident
			}
		}
		r.children = max(r.children, all)
		select {
		case <-stop:
			return
		case <-tick.C:
		}
	}
}

// childrenOf gives the processes that the threads of a process have started.
func childrenOf(pid int) []int {
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		return nil
	}
	var found []int
	for _, list := range lists {
		b, err := os.ReadFile(list)
		if err != nil {
			continue // the thread is gone
		}
		for _, field := range strings.Fields(string(b)) {
			if child, err := strconv.Atoi(field); err == nil {
				found = append(found, child)
			}
		}
	}
	return found
}

// hostile reads hostile files one by one, each in a process of its own, and
// prints those that took the most time or memory.
func (b *bench) hostile() error {
	files, err := b.hostileFiles()
	if err != nil {
		return err
	}
	type result struct {
		name string
		*reading
	}
	var all []result
	slowest, parent, children := time.Duration(0), 0.0, 0.0
	b.progress("reading %d hostile files", len(files))
	for _, file := range files {
		r, err := b.read(file)
		if err != nil {
			return errors.Join(fmt.Errorf("reading %s", filepath.Base(file)), err)
		}
		all = append(all, result{filepath.Base(file), r})
		slowest, parent, children = max(slowest, r.took), max(parent, r.parent), max(children, r.children)
	}
	fmt.Fprintf(b.out, "%d hostile files, each by itself, start of the program included: none took more than %s s, %.0f MB in the parent, %.0f MB in the child. The ten slowest and the ten largest:\n\n",
		len(all), figure(slowest.Seconds()), parent, children)
	show := map[string]bool{}
	for _, by := range []func(a, b result) int{
		func(a, b result) int { return int(b.took - a.took) },
		func(a, b result) int { return int(1000 * (b.parent - a.parent)) },
	} {
		for _, r := range slices.SortedFunc(slices.Values(all), by)[:10] {
			show[r.name] = true
		}
	}
	t := newTable("file", "seconds", "parent MB", "child MB", "drafts", "rejected")
	for _, r := range all {
		if show[r.name] {
			t.add(r.name, r.took.Seconds(), r.parent, r.children, r.drafts, prefixOf(r.reason, 40))
		}
	}
	t.print(b.out)
	return nil
}

func prefixOf(s string, n int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), n)])
}
