package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// each calls fn with every element that opens in an XML part.
func each(b []byte, fn func(x *guard.XML, e xml.StartElement) error) error {
	x := guard.NewXML(formatName, b)
	for {
		token, err := x.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := fn(x, e); err != nil {
				return err
			}
		}
	}
}

// link is a relation of a part to another one.
type link struct{ kind, target string }

// links gives the relations of a part by their ids; none if it has no list of
// them. Targets outside the file are left out.
func (r *reader) links(part string) (map[string]link, error) {
	dir, base := path.Split(part)
	list := dir + "_rels/" + base + ".rels"
	found := map[string]link{}
	if !r.archive.Has(list) {
		return found, nil
	}
	b, err := r.archive.Read(list)
	if err != nil {
		return nil, err
	}
	err = each(b, func(_ *guard.XML, e xml.StartElement) error {
		if e.Name.Local != "Relationship" || guard.Attr(e, "TargetMode") == "External" {
			return nil
		}
		target := guard.Attr(e, "Target")
		if rest, absolute := strings.CutPrefix(target, "/"); absolute {
			target = rest
		} else {
			target = path.Join(dir, target)
		}
		found[guard.Attr(e, "Id")] = link{path.Base(guard.Attr(e, "Type")), target}
		return nil
	})
	return found, err
}

// open finds the parts of the workbook and reads those that all sheets share.
func (r *reader) open() error {
	if err := r.findMain(); err != nil {
		return err
	}
	links, err := r.links(r.main)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(links)) {
		l := links[id]
		if !r.archive.Has(l.target) {
			continue
		}
		switch l.kind {
		case "sharedStrings":
			err = r.readPart(l.target, r.readStrings)
		case "styles":
			err = r.readPart(l.target, r.readStyles)
		}
		if err != nil {
			return err
		}
	}
	return r.readPart(r.main, func(b []byte) error { return r.listSheets(b, links) })
}

func (r *reader) readPart(name string, read func([]byte) error) error {
	b, err := r.archive.Read(name)
	if err != nil {
		return err
	}
	return read(b)
}

func (r *reader) findMain() error {
	r.main = "xl/workbook.xml"
	links, err := r.links("")
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(links)) {
		if l := links[id]; l.kind == "officeDocument" && r.archive.Has(l.target) {
			r.main = l.target
		}
	}
	if strings.HasSuffix(r.main, ".bin") || r.archive.Has("xl/workbook.bin") {
		return source.Refuse("这是二进制格式的Excel工作簿（.xlsb）；请另存为.xlsx后再提交",
			"this is a binary workbook (.xlsb); save it as .xlsx")
	}
	return nil
}

// listSheets keeps the visible worksheets in their order.
func (r *reader) listSheets(b []byte, links map[string]link) error {
	count, seen := 0, map[string]bool{}
	err := each(b, func(_ *guard.XML, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			r.is1904, _ = strconv.ParseBool(guard.Attr(e, "date1904"))
		case "sheet":
			count++
			l := links[relationID(e)]
			if seen[l.target] {
				return nil // a part named twice is read once
			}
			seen[l.target] = true
			r.takeSheet(e, l)
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case count == 0:
		return source.Broken(formatName, errors.New("it lists no sheet"))
	case len(r.sheets) > maxSheets:
		return source.Refuse("工作簿的工作表超过"+strconv.Itoa(maxSheets)+"个；请拆分后再提交",
			"the workbook has more than "+strconv.Itoa(maxSheets)+" sheets; split it")
	}
	return nil
}

func (r *reader) takeSheet(e xml.StartElement, l link) {
	state := guard.Attr(e, "state")
	switch {
	case state == "hidden" || state == "veryHidden":
		r.left.hiddenSheets++
	case l.kind != "worksheet":
		r.left.chartSheets++
	default:
		r.sheets = append(r.sheets, &sheet{name: strings.TrimSpace(guard.Attr(e, "name")), part: l.target})
	}
}

// relationID gives r:id, which shares its local name with no other attribute but
// must not be taken for sheetId.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}
