package guard

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"mingzhang/ingest/source"
)

type entry struct {
	name string
	body []byte
	flag uint16
}

func pack(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Flags: e.flag})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(e.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchive(t *testing.T) {
	a, err := OpenZip("Word文档", pack(t, entry{name: "b.xml", body: []byte("<b/>")}, entry{name: "a.xml", body: []byte("<a/>")}))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(a.Names(), " "); got != "a.xml b.xml" {
		t.Errorf("Names gave %s", got)
	}
	if b, err := a.Read("a.xml"); err != nil || string(b) != "<a/>" {
		t.Errorf("Read gave %q, %v", b, err)
	}
	if a.Has("c.xml") {
		t.Error("an entry that is not there is there")
	}
	if _, err := a.Read("c.xml"); !isRefusal(err) {
		t.Errorf("reading what is not there gave %v", err)
	}
}

func isRefusal(err error) bool {
	var refusal *source.Refusal
	return errors.As(err, &refusal)
}

func TestHostileArchives(t *testing.T) {
	many := make([]entry, maxEntries+1)
	for i := range many {
		many[i].name = strings.Repeat("x", i+1)
	}
	for name, b := range map[string][]byte{
		"no archive":    []byte("PK\x03\x04 and no more"),
		"empty":         nil,
		"climbing name": pack(t, entry{name: "../../etc/passwd"}),
		"absolute name": pack(t, entry{name: "/etc/passwd"}),
		"backslashes":   pack(t, entry{name: `..\x`}),
		"name twice":    pack(t, entry{name: "a"}, entry{name: "a"}),
		"many entries":  pack(t, many...),
		"password":      pack(t, entry{name: "a", flag: 1}),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := OpenZip("Word文档", b); !isRefusal(err) {
				t.Errorf("OpenZip gave %v, want a refusal", err)
			}
		})
	}
}

func TestArchiveUnpacksWithinLimits(t *testing.T) {
	bomb := make([]byte, maxPart+1)
	a, err := OpenZip("Word文档", pack(t, entry{name: "bomb", body: bomb}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read("bomb"); !isRefusal(err) {
		t.Errorf("a bomb gave %v", err)
	}
	part := bomb[:maxPart]
	a, err = OpenZip("Word文档", pack(t, entry{name: "1", body: part}, entry{name: "2", body: part}, entry{name: "3", body: []byte("x")}))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"1", "2"} {
		if _, err := a.Read(name); err != nil {
			t.Errorf("reading %s: %v", name, err)
		}
	}
	if _, err := a.Read("3"); !isRefusal(err) {
		t.Errorf("beyond the sum of all entries, Read gave %v", err)
	}
}

func readAll(x *XML) error {
	for {
		if _, err := x.Next(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

func TestXML(t *testing.T) {
	x := NewXML("Word文档", []byte(`<a k="v"><b><c/></b><d>文</d></a>`))
	token, err := x.Next()
	if e, ok := token.(xml.StartElement); err != nil || !ok || Attr(e, "k") != "v" || Attr(e, "none") != "" {
		t.Fatalf("the first token is %v, %v", token, err)
	}
	if token, err = x.Next(); err != nil || token.(xml.StartElement).Name.Local != "b" {
		t.Fatal(token, err)
	}
	if err := x.Skip(); err != nil {
		t.Fatal(err)
	}
	if token, err = x.Next(); err != nil || token.(xml.StartElement).Name.Local != "d" {
		t.Errorf("after Skip comes %v, %v", token, err)
	}
}

func TestXMLInOtherEncodings(t *testing.T) {
	x := NewXML("OFD", []byte("<?xml version='1.0' encoding='GB2312'?><a>\xcf\xee\xc4\xbf</a>"))
	for {
		token, err := x.Next()
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			if string(text) != "项目" {
				t.Errorf("read %q", text)
			}
			return
		}
	}
}

func TestHostileXML(t *testing.T) {
	for name, text := range map[string]string{
		"external entity": `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`,
		"unknown entity":  `<a>&x;</a>`,
		"deep":            strings.Repeat("<a>", maxDepth+1),
		"long":            "<a>" + strings.Repeat("<b/>", maxTokens/2) + "</a>",
		"cut off":         "<a><b>",
		"no encoding":     "<?xml version='1.0' encoding='klingon'?><a/>",
	} {
		t.Run(name, func(t *testing.T) {
			if err := readAll(NewXML("Word文档", []byte(text))); !isRefusal(err) {
				t.Errorf("reading gave %v, want a refusal", err)
			}
		})
	}
	x := NewXML("Word文档", []byte("<a><b>"))
	if _, err := x.Next(); err != nil {
		t.Fatal(err)
	}
	if err := x.Skip(); !isRefusal(err) {
		t.Errorf("skipping to an end that never comes gave %v", err)
	}
}
