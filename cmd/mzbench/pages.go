package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"mingzhang/content/sample"
)

// pages measures ready answers beside nginx, then the work for answers that are
// not ready.
func (b *bench) pages() error {
	return b.embedded(func(p *portal) error {
		if err := b.besideNginx(p); errors.Is(err, errMissing) {
			fmt.Fprintf(b.out, "Left out: %v\n\n", err)
		} else if err != nil {
			return err
		}
		return b.uncached(p)
	})
}

// besideNginx has nginx serve what the portal serves, and asks both in turn.
func (b *bench) besideNginx(p *portal) error {
	answers := []served{
		{name: "home page", path: "/"},
		{name: "disclosure page", path: "/disclosures/" + sample.New(b.seed).At(42).ID},
		{name: "JSON list of 20", path: "/api/v1/disclosures"},
	}
	for i := range answers {
		for range 2 { // the second answer is a ready one
			body, header, err := p.get(answers[i].path, "gzip")
			if err != nil {
				return err
			}
			answers[i].body, answers[i].header = body, header
		}
	}
	nginx, err := b.startNginx(answers)
	if err != nil {
		return err
	}
	err = b.inTurn(p, nginx, answers)
	return errors.Join(err, nginx.stop())
}

func (b *bench) inTurn(p *portal, nginx *process, answers []served) error {
	t := newTable("ready answer, gzip", "bytes", "portal, requests/s: min / median / max", "nginx", "ratio, pair by pair")
	for _, a := range answers {
		if err := b.sameBytes(nginx, a); err != nil {
			return err
		}
		var ours, theirs series
		for round := range 2*b.rounds + 1 {
			pair := []struct {
				url  string
				into *series
			}{{p.url + a.path, &ours}, {nginx.url + a.file(), &theirs}}
			if round%2 == 1 {
				pair[0], pair[1] = pair[1], pair[0]
			}
			for _, side := range pair {
				rate, err := b.wrk(side.url)
				if err != nil {
					return err
				}
				if round > 0 {
					*side.into = append(*side.into, rate)
				}
			}
		}
		t.add(a.name, len(a.body), ours.spread(), theirs.spread(), ratios(ours, theirs).spread())
	}
	t.print(b.out)
	return nil
}

// sameBytes makes sure that both give the same.
func (b *bench) sameBytes(nginx *process, a served) error {
	other := &portal{nginx, newClient()}
	body, header, err := other.get(a.file(), "gzip")
	if err == nil && (!bytes.Equal(body, a.body) || header.Get("Content-Encoding") != a.header.Get("Content-Encoding")) {
		err = fmt.Errorf("nginx does not serve the bytes of %s", a.path)
	}
	return err
}

// wrkSeconds is how long wrk asks.
const wrkSeconds = 2

// wrk asks for one URL as fast as it can and gives the answers a second.
func (b *bench) wrk(url string, more ...string) (float64, error) {
	path, err := exec.LookPath("wrk")
	if err != nil {
		return 0, fmt.Errorf("wrk %w: install the package wrk", errMissing)
	}
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	args := append([]string{"-t1", "-c32", fmt.Sprintf("-d%ds", wrkSeconds), "-H", "Accept-Encoding: gzip"}, more...)
	out, err := exec.CommandContext(ctx, path, append(args, url)...).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("running wrk: %w: %s", err, lastLine(out))
	}
	return parseWrk(string(out))
}

// parseWrk reads the answers a second; answers other than 2xx are an error.
func parseWrk(out string) (float64, error) {
	if m := regexp.MustCompile(`Non-2xx or 3xx responses: (\d+)`).FindStringSubmatch(out); m != nil {
		return 0, fmt.Errorf("%s answers were no success", m[1])
	}
	m := regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`).FindStringSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("wrk did not say how many requests a second: %s", lastLine([]byte(out)))
	}
	return strconv.ParseFloat(m[1], 64)
}

// distinctPages is how many different pages are asked for, each once, so that
// the ticks of the clock of CPU time add up to something.
const distinctPages = 300

// uncached tells the CPU time of pages that nobody asked for before.
func (b *bench) uncached(p *portal) error {
	t := newTable("not ready, each asked once", "requests", "CPU ms each, min / median / max", "ms each, p50", "p99")
	for _, kind := range []struct{ name, folder string }{
		{"disclosure page", "/disclosures/"}, {"disclosure as JSON", "/api/v1/disclosures/"},
	} {
		var cpu, took series
		for round, paths := range b.disclosurePaths(kind.folder) {
			used, each, err := p.askOnce(paths)
			if err != nil {
				return err
			}
			if round > 0 { // the first one warms up
				cpu, took = append(cpu, used), append(took, each...)
			}
		}
		t.add(kind.name, len(took), cpu.spread(), took.median(), took.quantile(0.99))
	}
	t.print(b.out)
	return nil
}

// disclosurePaths gives the paths of different disclosures for each round and
// one more.
func (b *bench) disclosurePaths(folder string) [][]string {
	g, n := sample.New(b.seed), max(1, min(distinctPages, b.n/(b.rounds+1)))
	rounds := make([][]string, b.rounds+1)
	for i := range n * len(rounds) {
		rounds[i/n] = append(rounds[i/n], folder+g.At(i%b.n).ID)
	}
	return rounds
}

// askOnce asks for each path and gives the mean CPU time of the portal, in
// milliseconds, and the time of each answer.
func (p *portal) askOnce(paths []string) (cpu float64, took series, err error) {
	before, err := cpuTime(p.pid())
	if err != nil {
		return 0, nil, err
	}
	for _, path := range paths {
		d, err := timed(func() error { _, _, err := p.get(path, "gzip"); return err })
		if err != nil {
			return 0, nil, err
		}
		took = append(took, d)
	}
	after, err := cpuTime(p.pid())
	return ms(after-before) / float64(len(paths)), took, err
}
