package plain

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func TestRead(t *testing.T) {
	doc, err := Read(t.Context(), []byte("\ufeff项目名称\r\n\r\n　　困难职工&nbsp;帮扶  \f立项依据"))
	if err != nil {
		t.Fatal(err)
	}
	want := []source.Block{
		{Kind: source.Line, Text: "项目名称", Line: 1},
		{Kind: source.Line, Text: "困难职工\u00a0帮扶", Line: 3, Indent: 2},
		{Kind: source.Line, Text: "\f", Line: 4},
		{Kind: source.Line, Text: "立项依据", Line: 5},
	}
	if diff := cmp.Diff(want, doc.Blocks); diff != "" {
		t.Error(diff)
	}
}

func TestReadStopsAtTheLimit(t *testing.T) {
	if _, err := Read(t.Context(), []byte(strings.Repeat("资金\n", source.MaxText))); err == nil {
		t.Error("a text without end was read")
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", "项目名称\n", "\xcf\xee\xc4\xbf\xc3\xfb\xb3\xc6", "\xff\xfe\x79\x98", "\xef\xbb\xbf#\f&amp;\v", "\x00\x01"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := Read(t.Context(), b)
		if err != nil {
			return
		}
		for _, bl := range doc.Blocks {
			if !utf8.ValidString(bl.Text) || bl.Text == "" || bl.Line < 1 {
				t.Errorf("block %+v", bl)
			}
		}
	})
}
