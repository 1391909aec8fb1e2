package pdf

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func TestReadWhatAReaderSees(t *testing.T) {
	const widget = "/Annots [ << /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V <FEFF4E947EC4> /Rect [200 690 300 712] /F 4 >> ]"
	for _, test := range []struct {
		name, catalogue, page, content string
		want                           []string
		note                           string
	}{
		{name: "plain", content: at(72, 700, "财政项目文本公") + at(72, 680, "开"), want: []string{"财政项目文本公", "开"}},
		{name: "out of order", content: at(72, 600, "第二行") + at(108, 700, "一行") + at(96, 700, "第"), want: []string{"第一行", "第二行"}},
		{name: "bold by drawing twice", content: at(72, 700, "合计11元") + at(72.4, 700, "合计11元"), want: []string{"合计11元"}},
		{name: "invisible", content: at(72, 700, "公开") + "3 Tr " + at(72, 680, "密") + "0 Tr", want: []string{"公开"}, note: "看不见的文字1字"},
		{name: "white on white", content: at(72, 700, "公开") + "1 g " + at(72, 680, "密密"), want: []string{"公开"}, note: "看不见的文字2字"},
		{name: "white on a dark field", content: "0 0 0.5 rg 60 670 200 40 re f 1 g " + at(72, 680, "表头"), want: []string{"表头"}},
		{name: "blackened", content: at(72, 700, "姓名张") + at(108, 700, "某某") + "0 g 106 696 40 18 re f", want: []string{"姓名张"}, note: "被图形遮盖的文字2字"},
		{name: "beyond the page", content: at(72, 700, "公开") + at(700, 700, "外"), want: []string{"公开"}, note: "页面以外的文字1字"},
		{name: "watermark", content: at(72, 700, "公开") + at(72, 680, "正文") + "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm " + hex("样稿") + " Tj ET", want: []string{"公开", "正文"}, note: "水印文字2字"},
		{name: "turned page", page: "/Rotate 90", content: "BT /F1 12 Tf 0 1 -1 0 100 100 Tm " + hex("第一行") + " Tj ET BT /F1 12 Tf 0 1 -1 0 120 100 Tm " + hex("第二行") + " Tj ET", want: []string{"第一行", "第二行"}},
		{name: "scaled by the matrix", content: "0.5 0 0 0.5 0 0 cm BT /F1 1 Tf 24 0 0 24 144 1400 Tm " + hex("金额") + " Tj ET BT /F1 1 Tf 24 0 0 24 144 1360 Tm " + hex("万元") + " Tj ET", want: []string{"金额", "万元"}},
		{name: "field of a form", page: widget, content: at(72, 696, "组别"), want: []string{"组别\t五组"}},
		{name: "comment", page: "/Annots [ << /Type /Annot /Subtype /Text /Contents (x) /Rect [1 1 9 9] >> ]", content: at(72, 700, "公开"), want: []string{"公开"}, note: "批注1处"},
		{name: "script", catalogue: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", content: at(72, 700, "公开"), want: []string{"公开"}, note: "脚本"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := testPool(t, func(c *Config) { c.Children = 1 }).Read(t.Context(), pages(test.catalogue, test.page, test.content))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, lines(d)); diff != "" {
				t.Error(diff)
			}
			if notes := strings.Join(d.Notes, "\n"); !strings.Contains(notes, test.note) || (test.note == "" && notes != "") {
				t.Errorf("the notes are %q, want one with %q", notes, test.note)
			}
		})
	}
}

// image is a page filled by a picture.
func image(extra string) []byte {
	var p paper
	picture := p.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", []byte{128})
	font := p.song()
	content := p.stream("", []byte("q 595 0 0 842 0 0 cm /I Do Q "+extra))
	page := p.add("<< /Type /Page /Parent 7 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I " + picture + " >> /Font << /F1 " + font + " >> >> /Contents " + content + " >>")
	if tree := p.add("<< /Type /Pages /Kids [" + page + "] /Count 1 >>"); tree != "7 0 R" {
		panic(tree)
	}
	return p.bytes(p.add("<< /Type /Catalog /Pages 7 0 R >>"), "")
}

func TestReadRefusesWhatHasNoText(t *testing.T) {
	p := testPool(t, nil)
	for name, test := range map[string]struct {
		file  []byte
		words string
	}{
		"a scan":                      {image(""), "第1页是扫描件"},
		"a scan with recognised text": {image("3 Tr " + fullPage()), "第1页是扫描件"},
		"no text":                     {pages("", "", "0 0 9 9 re f"), "没有可读取的文字"},
		"blanks":                      {pages("", "", at(72, 700, "  　")), "没有可读取的文字"},
		"nothing but a head":          {[]byte("%PDF-1.7\n"), "损坏"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Read(t.Context(), test.file)
			refused(t, err, test.words)
		})
	}
	d, err := p.Read(t.Context(), image(fullPage()))
	if err != nil || len(d.Blocks) != 38 {
		t.Errorf("text over a picture gives %v, %v", d, err)
	}
}

func TestReadSamples(t *testing.T) {
	p := testPool(t, nil)
	for name, want := range map[string][]string{
		"ruled":   {"资金来源|金额（万元）|用途|备注", "市级财政拨款|200.00|困难职工帮扶资金发放以及节日期间的走访慰问活动支出|含上年结转", "区级财政拨款|34.60|劳模疗休养|", "工会经费自筹|100.00|职工培训|按进度拨付", "合计|334.60||"},
		"merged":  {"地区|资金（万元）||说明", "|预算数|执行数|", "甲县|10.00|9.50|按期完成", "乙县|20.00|20.00|按期完成", "合计|30.00|29.50|"},
		"unruled": {"项目|预算数|执行数|执行率", "走访慰问|12.50|12.50|100%", "技能竞赛|8.00|7.20|90%", "职工培训|30.00|15.00|50%", "合计|50.50|34.70|68.7%"},
	} {
		t.Run(name, func(t *testing.T) {
			d := readSample(t, p, name)
			var rows []string
			for _, block := range d.Blocks {
				if block.Kind == source.Table {
					rows = append(rows, lines(&source.Document{Blocks: []source.Block{block}})...)
				}
			}
			if diff := cmp.Diff(want, rows); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(strings.Join(d.Notes, ""), "表格1个按位置还原") {
				t.Errorf("the notes are %q", d.Notes)
			}
		})
	}
}

func readSample(t *testing.T, p *Pool, name string) *source.Document {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name + ".pdf")
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Read(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestReadTableOverPages(t *testing.T) {
	d := readSample(t, testPool(t, nil), "pages")
	got := lines(d)
	if len(d.Blocks) != 4 || d.Blocks[2].Page != 1 || d.Blocks[3].Page != 3 {
		t.Fatalf("got %d blocks: %v", len(d.Blocks), got)
	}
	rows := d.Blocks[2].Rows
	if len(rows) != 92 || rows[0][0] != "序号" || rows[90][2] != "9000.00" || rows[91][2] != "409500.00" {
		t.Errorf("got %d rows, the last %v", len(rows), rows[len(rows)-1])
	}
	for _, furniture := range []string{"财政项目文本公开", "共3页"} {
		if strings.Contains(strings.Join(got, "\n"), furniture) {
			t.Errorf("%q is still there", furniture)
		}
	}
	if !strings.Contains(strings.Join(d.Notes, ""), "页码6处") {
		t.Errorf("the notes are %q", d.Notes)
	}
}

func TestReadColumnsOneAfterTheOther(t *testing.T) {
	text := strings.Join(lines(readSample(t, testPool(t, nil), "columns")), "")
	last := -1
	for _, number := range []string{"简报", "第一段", "第二段", "第三段", "第四段", "第五段", "第六段", "第七段", "第八段", "编印"} {
		at := strings.Index(text, number)
		if at <= last {
			t.Errorf("%s stands at %d, after %d", number, at, last)
		}
		last = at
	}
}
