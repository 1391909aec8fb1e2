package docx

import (
	"encoding/xml"
	"path"
	"strings"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// pack is the package that a document consists of and the names of its parts.
type pack struct {
	zip      *guard.Archive
	main     string
	parts    map[string]string // styles, numbering, footnotes and so on to the name of the part
	macros   bool
	external int // relations to things outside, links in the text not counted
}

func open(b []byte) (*pack, error) {
	zip, err := guard.OpenZip(format, b)
	if err != nil {
		return nil, err
	}
	p := &pack{zip: zip, parts: map[string]string{}}
	if p.main, err = p.findMain(); err != nil {
		return nil, err
	}
	if !zip.Has(p.main) {
		return nil, source.Refuse("文件里没有Word正文，可能不是Word文档或已损坏；请用Word或WPS另存为.docx后再提交",
			"the file holds no Word text; save it as .docx and send it again")
	}
	if err := p.relate(p.main, func(kind, target string) { p.parts[kind] = target }); err != nil {
		return nil, err
	}
	if settings := p.parts["settings"]; settings != "" {
		if err := p.relate(settings, func(string, string) {}); err != nil {
			return nil, err
		}
	}
	for _, name := range zip.Names() {
		p.macros = p.macros || strings.EqualFold(path.Base(name), "vbaProject.bin")
	}
	return p, nil
}

// findMain gives the name of the part with the text: as the relations say, else as
// the content types say, else the usual one.
func (p *pack) findMain() (string, error) {
	main := ""
	err := p.relate("", func(kind, target string) {
		if kind == "officeDocument" {
			main = target
		}
	})
	if err != nil || p.zip.Has(main) {
		return main, err
	}
	const types = "[Content_Types].xml"
	if p.zip.Has(types) {
		err = p.elements(types, func(e xml.StartElement) {
			kind := guard.Attr(e, "ContentType")
			if strings.Contains(kind, "word") && strings.HasSuffix(kind, ".main+xml") {
				main = strings.TrimPrefix(guard.Attr(e, "PartName"), "/")
			}
		})
	}
	if err != nil || p.zip.Has(main) {
		return main, err
	}
	return "word/document.xml", nil
}

// relate gives found the kind and the part of each relation of a part that leads
// into the package, and counts those that lead outside.
func (p *pack) relate(part string, found func(kind, target string)) error {
	folder, base := path.Split(part)
	relations := folder + "_rels/" + base + ".rels"
	if !p.zip.Has(relations) {
		return nil
	}
	return p.elements(relations, func(e xml.StartElement) {
		kind, target := path.Base(guard.Attr(e, "Type")), guard.Attr(e, "Target")
		switch {
		case guard.Attr(e, "TargetMode") != "External":
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", folder, target)
			}
			found(kind, strings.TrimPrefix(path.Clean(target), "/"))
		case kind != "hyperlink":
			p.external++
		}
	})
}

// elements gives visit each element below the root of a part.
func (p *pack) elements(part string, visit func(xml.StartElement)) error {
	b, err := p.zip.Read(part)
	if err != nil {
		return err
	}
	x := guard.NewXML(format, b)
	if _, err := first(x); err != nil {
		return err
	}
	return children(x, func(e xml.StartElement) error {
		visit(e)
		return x.Skip()
	})
}

// part opens a part of a kind and reads its root; it gives nil when there is none.
func (p *pack) part(kind string) (*guard.XML, error) {
	name := p.parts[kind]
	if name == "" {
		name = path.Join(path.Dir(p.main), kind+".xml")
	}
	if !p.zip.Has(name) {
		return nil, nil
	}
	b, err := p.zip.Read(name)
	if err != nil {
		return nil, err
	}
	x := guard.NewXML(format, b)
	_, err = first(x)
	return x, err
}
