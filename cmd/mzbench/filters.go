package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strings"

	"mingzhang/catalog"
	"mingzhang/content"
)

// escaped gives query pairs as a URL has them.
func escaped(name string, values ...string) string {
	return "&" + url.Values{name: values}.Encode()
}

// ask is one filter with groups, in process and over HTTP.
type ask struct {
	name, path string
	filter     catalog.Filter
	by         []catalog.Dimension
}

func asks() []ask {
	low, high := content.Fen(1e7), content.Fen(1e9)
	return []ask{
		{"everything, by year", "", catalog.Filter{}, []catalog.Dimension{catalog.ByYear}},
		{"one year, by province", "&year=2023", catalog.Filter{Years: []content.Year{2023}}, []catalog.Dimension{catalog.ByRegion}},
		{"two provinces, by year and kind", "&region=530000&region=440000", catalog.Filter{Regions: []string{"530000", "440000"}},
			[]catalog.Dimension{catalog.ByYear, catalog.ByKind}},
		{"a field of spending, by publisher", escaped("category", "养老服务"), catalog.Filter{Categories: []string{"养老服务"}}, []catalog.Dimension{catalog.ByPublisher}},
		{"a range of money, by source", "&amount_min=100000&amount_max=10000000", catalog.Filter{AmountMin: &low, AmountMax: &high}, []catalog.Dimension{catalog.BySource}},
		{"everything, by region and category", "", catalog.Filter{}, []catalog.Dimension{catalog.ByRegion, catalog.ByCategory}},
		{"kind, years, provinces, fields, money", "&kind=budget&year=2021&year=2022&year=2023&region=530000&region=320000&amount_min=100000" + escaped("category", "困难帮扶", "公共卫生"),
			catalog.Filter{Kinds: []content.Kind{content.Budget}, Years: []content.Year{2021, 2022, 2023}, Regions: []string{"530000", "320000"},
				Categories: []string{"困难帮扶", "公共卫生"}, AmountMin: &low}, []catalog.Dimension{catalog.ByYear}},
	}
}

// catalog times filter, facets and sums: in process, then as the API gives them
// to a client that nobody's cache helps.
func (b *bench) catalog() error {
	snap, err := b.snapshot()
	if err != nil {
		return err
	}
	t := newTable("filter + facets + group-by + 20 rows, in process, ms", "min / p50 / max", "p99")
	var all series
	for _, a := range asks() {
		took, err := b.timeAsk(snap, a)
		if err != nil {
			return err
		}
		all = append(all, took...)
		t.add(a.name, took.spread(), took.quantile(0.99))
	}
	t.add("**all**", all.spread(), all.quantile(0.99))
	t.print(b.out)
	return b.embedded(b.catalogHTTP)
}

// snapshot reads the corpus with a cache of its own.
func (b *bench) snapshot() (*catalog.Snapshot, error) {
	if err := b.ensureCorpus(); err != nil {
		return nil, err
	}
	fingerprint, err := b.fingerprint()
	if err != nil {
		return nil, err
	}
	b.progress("reading the catalog")
	folder := os.DirFS(b.dataFolder() + "/content")
	newest, err := firstRevisions(folder)
	if err != nil {
		return nil, err
	}
	snap, problems, err := catalog.Load(b.ctx, catalog.Config{
		Content: folder, CacheDir: b.folder("catalog"), Derive: verdictOf, Rules: fingerprint[:12],
	}, newest)
	for _, p := range problems {
		b.progress("catalog: %v", p)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the catalog: %w", err)
	}
	return snap, nil
}

// firstRevisions lists the corpus, whose disclosures have one revision each.
func firstRevisions(folder fs.FS) (list []catalog.Revision, err error) {
	err = fs.WalkDir(folder, ".", func(p string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		id, number, err := content.ParseRevisionPath(p)
		if err != nil {
			return nil // a temporary file
		}
		b, err := fs.ReadFile(folder, p)
		list = append(list, catalog.Revision{ID: id, Number: number, SHA256: content.SHA256(b)})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the corpus: %w", err)
	}
	return list, nil
}

// verdictOf gives every disclosure one finding, so that the facet of verdicts
// has something to count.
func verdictOf(d *content.Disclosure) {
	all := content.Verdicts()
	d.Findings = []content.Finding{{Code: "sum-lines", Verdict: all[len(d.Lines)%len(all)]}}
}

func (b *bench) timeAsk(snap *catalog.Snapshot, a ask) (series, error) {
	var took series
	for range 20 * b.rounds {
		d, err := timed(func() error {
			set := snap.Select(a.filter)
			snap.Facets(a.filter, snap.All(), 20)
			_, _, err := snap.Group(set, catalog.Grouping{By: a.by, Level: content.Province})
			for _, row := range snap.Page(set, catalog.NewestYear, nil, 20) {
				if _, readErr := snap.Record(row); readErr != nil {
					return readErr
				}
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("summing %s: %w", a.name, err)
		}
		took = append(took, d)
	}
	return took, nil
}

// catalogHTTP asks for lists with facets and for sums, each time by a URL that no
// cache knows.
func (b *bench) catalogHTTP(p *portal) error {
	rng := rand.New(rand.NewPCG(b.seed, 3))
	lists, sums := make([]series, len(asks())), make([]series, len(asks()))
	for nth := range 4 * b.rounds {
		for _, i := range rng.Perm(len(asks())) {
			a := asks()[i]
			for _, one := range []struct {
				path string
				took *series
			}{
				{listPath + spell("limit=20", nth) + a.path, &lists[i]},
				{"/api/v1/aggregates?" + spell("group_by=", nth) + names(a.by) + a.path, &sums[i]},
			} {
				d, err := timed(func() error { _, _, err := p.get(one.path, ""); return err })
				if err != nil {
					return fmt.Errorf("asking for %s: %w", a.name, err)
				}
				*one.took = append(*one.took, d)
			}
		}
	}
	t := newTable("over HTTP, not cached, ms", "list with facets: p50", "p99", "sums: p50", "p99")
	for i, a := range asks() {
		t.add(a.name, lists[i].median(), lists[i].quantile(0.99), sums[i].median(), sums[i].quantile(0.99))
	}
	all, allSums := slices.Concat(lists...), slices.Concat(sums...)
	t.add("**all**", all.median(), all.quantile(0.99), allSums.median(), allSums.quantile(0.99))
	t.print(b.out)
	return nil
}

func names(by []catalog.Dimension) string {
	var all []string
	for _, d := range by {
		all = append(all, string(d))
	}
	return strings.Join(all, ",")
}

// spell writes text so that each nth is another URL that means the same: letters
// and digits are percent-encoded where nth has a bit.
func spell(text string, nth int) string {
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; c != '=' && c != '_' {
			if nth&1 == 1 {
				fmt.Fprintf(&b, "%%%02X", c)
				nth >>= 1
				continue
			}
			nth >>= 1
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
