package guard

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"golang.org/x/net/html/charset"

	"mingzhang/ingest/source"
)

// Limits on one XML file.
const (
	maxTokens = 500_000
	maxDepth  = 200
)

// XML reads the tokens of an XML file within limits. It knows no entity but the
// five of XML and takes no document type, so nothing can expand or be fetched.
type XML struct {
	name   string // of the format, for people
	dec    *xml.Decoder
	tokens int
	depth  int
}

// NewXML reads b; format names the file for people.
func NewXML(format string, b []byte) *XML {
	dec := xml.NewDecoder(bytes.NewReader(b))
	dec.CharsetReader = charset.NewReaderLabel
	return &XML{name: format, dec: dec}
}

// Next gives the next token, with names in their namespace, or io.EOF. The bytes
// of a token hold until the next call.
func (x *XML) Next() (xml.Token, error) {
	token, err := x.dec.Token()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, source.Broken(x.name, err)
	}
	switch token.(type) {
	case xml.StartElement:
		x.depth++
	case xml.EndElement:
		x.depth--
	case xml.Directive:
		return nil, suspicious("含有文档类型声明", "it declares a document type")
	}
	if x.tokens++; x.tokens > maxTokens || x.depth > maxDepth {
		return nil, suspicious("结构过于复杂", fmt.Sprintf("more than %d marks, or %d levels", maxTokens, maxDepth))
	}
	return token, nil
}

// Skip reads over the rest of the element that was just opened.
func (x *XML) Skip() error {
	for depth := 1; depth > 0; {
		token, err := x.Next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return source.Broken(x.name, io.ErrUnexpectedEOF)
			}
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// Attr gives an attribute by its local name, "" when there is none.
func Attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
