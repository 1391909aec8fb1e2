package webpage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"mingzhang/ingest/source"
)

func TestHostilePages(t *testing.T) {
	fonts := &strings.Builder{}
	for i := range 400 {
		fmt.Fprintf(fonts, "<b id=%d>", i)
	}
	for name, test := range map[string]struct {
		page   string
		refuse bool
	}{
		"spans that claim a lot":           {`<table><tr>` + strings.Repeat(`<td colspan=1000 rowspan=65534>x`, 60) + `</table>`, true},
		"a span that claims a lot":         {`<table><tr><td colspan=1000>x<tr><td>y<td rowspan=65534>z</table>`, false},
		"rows of such spans":               {`<table>` + strings.Repeat(`<tr><td colspan=1000 rowspan=65534>x<td>y`, 1_000) + `</table>`, true},
		"too many rows":                    {`<table>` + strings.Repeat(`<tr><td>1<td>2`, source.MaxRows+1) + `</table>`, true},
		"too many columns":                 {`<table><tr>` + strings.Repeat(`<td>x`, source.MaxColumns+1) + `</table>`, true},
		"nested too deep":                  {strings.Repeat("<div>", 200_000), true},
		"tables nested too deep":           {strings.Repeat("<table><tr><td>x<td>", 5_000), true},
		"fonts that are never closed":      {"<p>" + fonts.String() + "</p>" + strings.Repeat("<p>x", 20_000), false},
		"text between cells":               {"<table>" + strings.Repeat("<tr>x", 20_000), true},
		"ends without a start":             {strings.Repeat("x</x>", 150_000), false},
		"millions of marks":                {strings.Repeat("<p>", 3<<20), true},
		"too much text":                    {strings.Repeat("账", source.MaxText+1), true},
		"20 MB of text":                    {strings.Repeat("account ", source.MaxFile/8), true},
		"beyond the size of a file":        {strings.Repeat(" ", source.MaxFile+1), true},
		"20 MB of spaces":                  {strings.Repeat(" ", source.MaxFile), false},
		"a long attribute":                 {`<p style="` + strings.Repeat("a:b;", 1<<20) + `">x`, false},
		"entities":                         {strings.Repeat("&amp;&#x4e00;&bogus;&#0;&#x110000;", 10_000), false},
		"random bytes":                     {strings.Repeat("\xff\x80\xc3\x00\x81", 100), true},
		"forms and framesets":              {"<frameset><frame src=x></frameset><form><table><form><tr><td></form>x</table>", false},
		"lists numbered beyond an integer": {`<ol start=99999999999999999999 type=I><li value=-5>x<li value=4000>y</ol><ol type=a start=30><li>z</ol>`, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(context.Background(), []byte(test.page))
			if isRefusal(err) != test.refuse || (err != nil && !isRefusal(err)) {
				t.Errorf("Read gave %v; refused should be %v", err, test.refuse)
			}
		})
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, bytes.Repeat([]byte("<p>账"), 10_000)); !errors.Is(err, context.Canceled) {
		t.Errorf("Read gave %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<table><tr><td rowspan=2>甲<td colspan=3>乙<tr><td>丙</table><ol start=2><li>丁<p>戊</ol><pre>己</pre>`))
	f.Add([]byte(`<!doctype html><html><head><meta charset=gbk><title>x_y网</title></head><body><div id=zoom><h1>a<p>b</h1></div></body>`))
	f.Add([]byte(`<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.</span><![endif]>x<del>y</del><span style="display:none">z</span>`))
	f.Add([]byte("<svg><p>x</svg><select><option>y<table><select>\xcf\xee"))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := Read(context.Background(), b)
		if err != nil {
			if !isRefusal(err) {
				t.Errorf("no refusal: %v", err)
			}
			return
		}
		if len(doc.Blocks) > source.MaxBlocks {
			t.Errorf("%d blocks", len(doc.Blocks))
		}
		again, err := Read(context.Background(), b)
		if err != nil || fmt.Sprint(again) != fmt.Sprint(doc) {
			t.Error("the same bytes gave another document")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	page := []byte(`<div id=nav><a href=/>首页</a></div><div id=zoom>` + strings.Repeat(`<p style="text-indent:2em"><span style="font-size:16pt">某某市总工会2023年困难职工帮扶专项资金项目。</span></p><table><tr><td>项目<td>金额<tr><td>甲<td>1.20</table>`, 200) + `</div>`)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := Read(context.Background(), page); err != nil {
			b.Fatal(err)
		}
	}
}
