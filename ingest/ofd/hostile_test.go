package ofd

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"mingzhang/ingest/source"
)

func TestRefusals(t *testing.T) {
	const page, doc = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml"
	with := func(name, content string) []byte {
		p := book(lineAt(30, 40, "正文"))
		p[name] = content
		return pack(t, p)
	}
	without := func(name string) []byte {
		p := book(lineAt(30, 40, "正文"))
		delete(p, name)
		return pack(t, p)
	}
	var many strings.Builder
	for range source.MaxPages + 1 {
		many.WriteString(`<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>`)
	}
	long := strings.Repeat(lineAt(30, 40, strings.Repeat("账", 1000)), 401)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":           {nil, "损坏"},
		"no archive":      {[]byte("PK\x03\x04 and no more"), "损坏"},
		"another archive": {without("OFD.xml"), "缺少OFD.xml"},
		"encrypted":       {pack(t, parts{"Encryptions.xml": "x"}), "加了密"},
		"says encrypted":  {with("OFD.xml", `<ofd:OFD `+space+`><ofd:Encryptions/></ofd:OFD>`), "加了密"},
		"no document":     {with("OFD.xml", `<ofd:OFD `+space+`/>`), "损坏"},
		"lost document":   {without(doc), "损坏"},
		"lost page":       {without(page), "损坏"},
		"cut off":         {with(page, "<ofd:Page "+space+`><ofd:TextObject Size="4"><ofd:TextCode>`), "损坏"},
		"document type":   {with(page, `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`), "不安全"},
		"deep":            {with(page, strings.Repeat("<a>", 500)), "不安全"},
		"climbs":          {with("../x", ""), "不安全"},
		"many pages":      {with(doc, `<ofd:Document `+space+`>`+many.String()+`</ofd:Document>`), "300页"},
		"long":            {with(page, pageOf("", long)), "上限"},
		"a bomb":          {with(page, strings.Repeat(" ", 33<<20)), "不安全"},
		"no codes":        {with(page, pageOf("", lineAt(30, 40, "正\uE001\uE002"))), "没有编码"},
		"a scan":          {with(page, pageOf("", `<ofd:ImageObject ID="1"/>`)), "只有图片"},
		"too large":       {make([]byte, source.MaxFile+1), "20兆"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(t.Context(), c.file)
			if !isRefusal(err) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Read gave %v, want a refusal with %s", err, c.want)
			}
		})
	}
}

// TestAbsurdPlaces: numbers that are none, or beyond any page.
func TestAbsurdPlaces(t *testing.T) {
	for _, v := range []string{"NaN", "Inf", "-1e308", "1e99999", "x", ""} {
		objects := fmt.Sprintf(`<ofd:TextObject Boundary="%[1]s 0 1 1" Size="%[1]s" CTM="%[1]s 0 0 %[1]s 0 0" HScale="%[1]s"><ofd:TextCode X="%[1]s" Y="%[1]s" DeltaX="g %[1]s %[1]s">正文</ofd:TextCode></ofd:TextObject>`, v) +
			fmt.Sprintf(`<ofd:PathObject Boundary="0 0 1 1"><ofd:AbbreviatedData>M %[1]s 0 L %[1]s 9</ofd:AbbreviatedData></ofd:PathObject>`, v)
		for _, block := range mustRead(t, book(objects)).Blocks {
			if block.Indent < 0 || block.X != block.X {
				t.Errorf("%s gave %+v", v, block)
			}
		}
	}
}

// TestManyRules: a page that is all lines stays cheap, and keeps its text.
func TestManyRules(t *testing.T) {
	var s strings.Builder
	for i := range maxRules {
		at := float64(i%1000) / 5
		s.WriteString(ruleAt(at, 0, at, 200) + ruleAt(0, at, 200, at))
	}
	if got := texts(mustRead(t, book(s.String()+lineAt(30, 240, "正文")))); len(got) != 1 || got[0] != "正文" {
		t.Errorf("got %q", got)
	}
}

func whole(t testing.TB) []byte {
	return pack(t, book(lineAt(30, 40, "一、项目名称")+ruled(), strings.Join(charsAt(30, 40, "资金安排情况"), "")))
}

func TestCutOff(t *testing.T) {
	file := whole(t)
	for i := range 20 {
		if _, err := Read(t.Context(), file[:len(file)*i/20]); !isRefusal(err) {
			t.Errorf("cut at %d/20 gave %v, want a refusal", i, err)
		}
	}
}

func TestFlippedBytes(t *testing.T) {
	random, file := rand.New(rand.NewPCG(1, 2)), whole(t)
	for range 1_000 {
		b := bytes.Clone(file)
		for range 1 + random.IntN(8) {
			b[random.IntN(len(b))] = byte(random.Uint32())
		}
		checkRead(t, b)
	}
}

// TestFlippedXML flips bytes inside the parts, which the checksums of an archive
// would otherwise give away.
func TestFlippedXML(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		p := book(lineAt(30, 40, "一、项目名称") + ruled())
		names := sortedKeys(p)
		name := names[random.IntN(len(names))]
		b := []byte(p[name])
		for range 1 + random.IntN(8) {
			b[random.IntN(len(b))] = byte(' ' + random.IntN(95))
		}
		p[name] = string(b)
		checkRead(t, pack(t, p))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(whole(f))
	f.Add(pack(f, book()))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) { checkRead(t, b) })
}

// FuzzPage fuzzes the XML of a page within a sound archive.
func FuzzPage(f *testing.F) {
	f.Add(pageOf("", lineAt(30, 40, "一、项目名称")+ruled()))
	f.Add(pageOf(`<ofd:Template TemplateID="1"/>`, strings.Join(charsAt(1, 2, "文本"), "")))
	f.Fuzz(func(t *testing.T, page string) {
		p := book("")
		p["Doc_0/Pages/Page_0/Content.xml"] = page
		checkRead(t, pack(t, p))
	})
}

// checkRead checks what holds for any bytes: a document within the limits, or a
// refusal.
func checkRead(t *testing.T, b []byte) {
	t.Helper()
	d, err := Read(t.Context(), b)
	if err != nil {
		if !isRefusal(err) {
			t.Errorf("Read gave %v, which is no refusal", err)
		}
		return
	}
	if len(d.Blocks) > source.MaxBlocks {
		t.Errorf("%d blocks", len(d.Blocks))
	}
}

func BenchmarkRead(b *testing.B) {
	var pages []string
	for range 4 {
		var s strings.Builder
		for i := range 35 {
			s.WriteString(strings.Join(charsAt(30, 40+6*float64(i), strings.Repeat("项目资金", 9)), ""))
		}
		pages = append(pages, s.String())
	}
	file := pack(b, book(pages...))
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(b.Context(), file); err != nil {
			b.Fatal(err)
		}
	}
}
