package embedded

import (
	"math/rand/v2"
	"slices"
	"testing"

	"mingzhang/search"

	"github.com/RoaringBitmap/roaring/v2"
)

// TestPlacesAgreeWithTexts finds phrases both ways, in segments as built, as
// joined and as joined without deleted documents.
func TestPlacesAgreeWithTexts(t *testing.T) {
	docs := small(t, 120)
	x := openTest(t)
	mustUpdate(t, x, "1", docs[:60])
	mustUpdate(t, x, "2", docs[60:])
	inputs := x.current.inputs()
	defer releaseAll(inputs)
	whole, err := x.join(t.Context(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	defer drop(whole.seg)
	inputs[0].dead = roaring.BitmapOf(0, 7, 8, 59)
	partial, err := x.join(t.Context(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	defer drop(partial.seg)
	for name, seg := range map[string]*segment{"built": x.current.parts[0].segment, "joined": whole.seg, "joined in part": partial.seg} {
		if n := comparePlaces(t, name, seg, docs); n < 50 {
			t.Errorf("%s: only %d phrases were found by places", name, n)
		}
	}
}

// comparePlaces returns how many of 200 phrases were found by places.
func comparePlaces(t *testing.T, name string, seg *segment, docs []search.Document) int {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 6))
	q := query{ctx: t.Context(), part: part{segment: seg}}
	all := roaring.New()
	all.AddRange(0, uint64(seg.n))
	compared := 0
	for range 200 {
		text := []rune(search.Fold(docs[rng.IntN(len(docs))].Body))
		start := rng.IntN(len(text) - 15)
		phrase := string(text[start : start+4+rng.IntN(9)])
		got, ok, err := q.placed(all, phrase)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			continue
		}
		compared++
		want, err := q.filter(all, func(doc uint32) bool {
			title, publisher := seg.head(doc)
			return slices.ContainsFunc([]string{title, publisher, seg.body(doc)}, func(s string) bool { return search.IndexPhrase(s, phrase) >= 0 })
		})
		if err != nil {
			t.Fatal(err)
		}
		if !got.Equals(want) {
			t.Errorf("%s: %q: %v, want %v", name, phrase, got.ToArray(), want.ToArray())
		}
	}
	return compared
}

func TestPlacesOfOtherPhrasesAreNotKept(t *testing.T) {
	x := openTest(t)
	mustUpdate(t, x, "1", small(t, 30))
	q := query{ctx: t.Context(), part: x.current.parts[0]}
	for _, phrase := range []string{"困难", "2023年困难职工", "困难|职工帮扶", "薯条薯条薯条"} {
		if _, ok, err := q.placed(roaring.BitmapOf(0, 1), phrase); ok || err != nil {
			t.Errorf("%s: found by places: %v, %v", phrase, ok, err)
		}
	}
}
