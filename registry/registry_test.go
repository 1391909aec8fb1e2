package registry

import (
	"errors"
	"strings"
	"testing"

	"mingzhang/content"
)

// TestLife publishes, corrects, withdraws and erases a disclosure and reads what
// is known of it after each.
func TestLife(t *testing.T) {
	b := newBench(t)
	woken := b.Watch()
	first := b.mustDo(publishing(1))
	<-woken
	b.seconds.Store(60)
	second := b.mustDo(following(Correct, 1, 1))
	b.seconds.Store(120)
	third := b.mustDo(following(Withdraw, 1, 2))
	erased, err := b.Erase(b.ctx, "erase-1", project(1).ID, 1, "法院裁定")
	if err != nil {
		t.Fatal(err)
	}
	for i, receipt := range []Receipt{first, second, third, erased} {
		if receipt.Index != int64(i) {
			t.Errorf("act %d has index %d", i, receipt.Index)
		}
	}
	list, err := b.Revisions(b.ctx, project(1).ID)
	if err != nil || len(list) != 3 {
		t.Fatalf("Revisions gives %d, %v", len(list), err)
	}
	if _, err := b.Content(b.ctx, list[0]); !errors.Is(err, ErrErased) {
		t.Errorf("the text of the erased revision: %v", err)
	}
	texts := []string{"", "第1次更正", "status: withdrawn"}
	for i, want := range texts[1:] {
		text, err := b.Content(b.ctx, list[i+1])
		if err != nil || !strings.Contains(string(text), want) || !strings.Contains(string(text), "reason: 标准有误") {
			t.Errorf("revision %d, %v:\n%s", i+2, err, text)
		}
		d, err := content.Parse(text)
		if err != nil || !d.PublishedAt.Equal(noon()) || d.Title != project(1).Title || len(d.Salt) < 26 {
			t.Errorf("revision %d reads as %+v, %v", i+2, d, err)
		}
	}
	changes, err := b.Changes(b.ctx, 1, 10)
	if err != nil || len(changes) != 3 || changes[0] != second || changes[2] != erased {
		t.Errorf("Changes = %+v, %v", changes, err)
	}
	for revision, err := range b.Newest(b.ctx) {
		if err != nil || revision.Entry != third.Entry {
			t.Errorf("the newest is %+v, %v; want %+v", revision, err, third.Entry)
		}
	}
}
