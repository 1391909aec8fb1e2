package ofd

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// parts are the entries of an OFD by name.
type parts map[string]string

const space = `xmlns:ofd="http://www.ofdspec.org/2016"`

// pack makes an archive; names in order, so that equal parts give equal bytes.
func pack(t testing.TB, p parts) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range sortedKeys(p) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// book gives an OFD of one document whose pages hold objects.
func book(pages ...string) parts {
	p := parts{"OFD.xml": root("Doc_0/Document.xml")}
	p.document("Doc_0", "", pages...)
	return p
}

func root(documents ...string) string {
	var s strings.Builder
	for _, name := range documents {
		fmt.Fprintf(&s, `<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>%s</ofd:DocRoot></ofd:DocBody>`, name)
	}
	return `<?xml version="1.0" encoding="UTF-8"?><ofd:OFD ` + space + ` Version="1.1" DocType="OFD">` + s.String() + `</ofd:OFD>`
}

// document adds a document; more stands in its root.
func (p parts) document(folder, more string, pages ...string) {
	var list strings.Builder
	for i, objects := range pages {
		name := fmt.Sprintf("Pages/Page_%d/Content.xml", i)
		fmt.Fprintf(&list, `<ofd:Page ID="%d" BaseLoc="%s"/>`, i+1, name)
		p[folder+"/"+name] = pageOf("", objects)
	}
	p[folder+"/Document.xml"] = `<ofd:Document ` + space + `><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>` +
		more + `</ofd:CommonData><ofd:Pages>` + list.String() + `</ofd:Pages></ofd:Document>`
}

func pageOf(head, objects string) string {
	return `<ofd:Page ` + space + `>` + head + `<ofd:Content><ofd:Layer Type="Body" ID="9">` + objects + `</ofd:Layer></ofd:Content></ofd:Page>`
}

// textAt gives a text object of 4 mm characters at a place on the page, x and y
// being those of its base line; more are further attributes.
func textAt(x, y float64, text, more, code string) string {
	return fmt.Sprintf(`<ofd:TextObject ID="1" Boundary="%g %g 200 5" Font="1" Size="4" %s><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="4" %s>%s</ofd:TextCode></ofd:TextObject>`,
		x, y-4, more, code, text)
}

// lineAt gives a line as one object with equal steps.
func lineAt(x, y float64, text string) string {
	return textAt(x, y, text, "", fmt.Sprintf(`DeltaX="g %d 4"`, len([]rune(text))-1))
}

// charsAt gives a line as one object for each character.
func charsAt(x, y float64, text string) []string {
	var out []string
	for i, char := range []rune(text) {
		out = append(out, textAt(x+4*float64(i), y, string(char), "", ""))
	}
	return out
}

// ruleAt gives a ruled line.
func ruleAt(x1, y1, x2, y2 float64) string {
	return fmt.Sprintf(`<ofd:PathObject ID="2" Boundary="%g %g %g %g" LineWidth="0.2"><ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 L %g %g</ofd:AbbreviatedData></ofd:PathObject>`,
		x1, y1, x2-x1, y2-y1, x2-x1, y2-y1)
}
