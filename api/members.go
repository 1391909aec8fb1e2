package api

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"mingzhang/content"
)

// What a list gives on request only, since it has to be read from the text.
const (
	fieldSections  = "sections"
	fieldFigures   = "figures"
	fieldCitations = "citations"
	fieldHighlight = "highlight"
)

// fieldNames lists the names that fields= knows: those of a record, and the
// highlight of a search.
func fieldNames() []string {
	var names []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[content.Disclosure]()) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			names = append(names, name)
		}
	}
	return append(names, fieldHighlight)
}

// appendPicked appends the members of a JSON object that fields names, in the
// object's own order and bytes. No fields stands for all of them; id always stays.
func appendPicked(dst, object []byte, fields []string) []byte {
	if len(fields) == 0 {
		return append(dst, object...)
	}
	dst = append(dst, '{')
	first := true
	eachMember(object, func(name string, member []byte) {
		if name != "id" && !slices.Contains(fields, name) {
			return
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, member...)
	})
	return append(dst, '}')
}

// eachMember calls yield for each member of a JSON object, as it stands there:
// "name":value. The object must be valid JSON, which our own encoder made; of
// anything else it stops at the first byte that it does not understand.
func eachMember(object []byte, yield func(name string, member []byte)) {
	for i := skipSpace(object, 1); i < len(object) && object[i] == '"'; {
		nameEnd := stringEnd(object, i)
		name, ok := nameIn(object[i:nameEnd])
		if !ok {
			return
		}
		value := skipSpace(object, skipSpace(object, nameEnd)+1) // past the colon
		end := valueEnd(object, value)
		yield(name, object[i:end])
		if i = skipSpace(object, end); i < len(object) && object[i] == ',' {
			i = skipSpace(object, i+1)
		}
	}
}

// nameIn gives the name that stands in quotes; one with escapes, which our own
// names have not, is decoded.
func nameIn(quoted []byte) (name string, ok bool) {
	if len(quoted) < 2 {
		return "", false
	}
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1]), true
	}
	return name, json.Unmarshal(quoted, &name) == nil
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

// stringEnd gives the place after the string that begins at i.
func stringEnd(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// valueEnd gives the place after the value that begins at i.
func valueEnd(b []byte, i int) int {
	for depth := 0; i < len(b); {
		switch b[i] {
		case '"':
			i = stringEnd(b, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']', ',':
			if depth == 0 { // the end of a number or a word
				return i
			}
			if b[i] != ',' {
				depth--
			}
			if depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return len(b)
}
