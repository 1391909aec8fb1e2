package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"mingzhang/ledger"
)

// logPaths are requests for parts of the log.
type logPaths struct {
	name  string
	paths []string
	each  int // paths of one round, when none is to be asked for twice; 0 for all
}

// fullWidth is how many hashes a full tile has, and entries a full bundle.
const fullWidth = 256

// serveLog asks the portal for the log as fast as wrk can. Full tiles and bundles
// never change, and are asked for again and again; of proofs and entries each is
// asked for once, as far as the log has enough of them.
func (b *bench) serveLog() error {
	return b.embedded(func(p *portal) error {
		note, _, err := p.get("/log/checkpoint", "")
		if err != nil {
			return err
		}
		var origin string
		var size int64
		if _, err := fmt.Sscanf(string(note), "%s\n%d\n", &origin, &size); err != nil {
			return fmt.Errorf("reading the checkpoint: %w", err)
		}
		if size < fullWidth {
			return fmt.Errorf("a log of %d entries has no full tile; give -n at least %d", size, fullWidth)
		}
		t := newTable(fmt.Sprintf("log of %d entries, over HTTP", size), "target, requests/s", "requests/s, min / median / max", "CPU ms of the portal each")
		for _, kind := range b.partsOfLog(size) {
			if err := b.askLog(p, t, kind); errors.Is(err, errMissing) {
				fmt.Fprintf(b.out, "Left out: %v\n", err)
				return nil
			} else if err != nil {
				return err
			}
		}
		t.print(b.out)
		return nil
	})
}

// partsOfLog gives the paths of each kind in an order by chance.
func (b *bench) partsOfLog(size int64) []logPaths {
	rng := rand.New(rand.NewPCG(b.seed, 3))
	list := func(n int64, path func(i int64) string) []string {
		paths := make([]string, n)
		for i := range paths {
			paths[i] = path(int64(i))
		}
		rng.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		return paths
	}
	full := func(level int) []string {
		return list(size/fullWidth, func(i int64) string {
			return "/log/" + ledger.Resource{Level: level, Index: i, Width: fullWidth}.Path()
		})
	}
	once := int(size) / (b.rounds + 1)
	return []logPaths{
		{"checkpoint", []string{"/log/checkpoint"}, 0},
		{"tile of hashes", full(0), 0},
		{"bundle of entries", full(ledger.EntriesLevel), 0},
		{"proof", list(size, func(i int64) string { return fmt.Sprint("/log/proof/", i) }), once},
		{"entry", list(size, func(i int64) string { return fmt.Sprint("/log/entry/", i) }), once},
	}
}

// askLog times one kind; the first round warms up.
func (b *bench) askLog(p *portal, t *table, kind logPaths) error {
	var rates, cpu series
	for round := range b.rounds + 1 {
		paths := kind.paths
		if kind.each > 0 {
			paths = paths[round*kind.each : (round+1)*kind.each]
		}
		before, err := cpuTime(p.pid())
		if err != nil {
			return err
		}
		rate, err := b.wrkAll(p.url, paths)
		if err != nil {
			return fmt.Errorf("asking for a %s: %w", kind.name, err)
		}
		after, err := cpuTime(p.pid())
		if err != nil {
			return err
		}
		if round > 0 {
			rates, cpu = append(rates, rate), append(cpu, ms(after-before)/(rate*wrkSeconds))
		}
	}
	t.add(kind.name, "≥ 2000", rates.spread(), cpu.median())
	return nil
}

// wrkAll asks for paths in turn as fast as wrk can, and gives the answers a
// second. It begins again at the end.
func (b *bench) wrkAll(url string, paths []string) (float64, error) {
	var script strings.Builder
	script.WriteString("local paths = {\n")
	for _, path := range paths {
		fmt.Fprintf(&script, "%q,\n", path)
	}
	script.WriteString("}\nlocal i = 0\nrequest = function() i = i % #paths + 1; return wrk.format(\"GET\", paths[i]) end\n")
	file := filepath.Join(b.folder(), "paths.lua")
	if err := os.WriteFile(file, []byte(script.String()), 0o600); err != nil {
		return 0, fmt.Errorf("writing what wrk asks for: %w", err)
	}
	return b.wrk(url, "-s", file)
}
