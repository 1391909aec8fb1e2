package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"mingzhang/ingest/guard"
	"mingzhang/ingest/source"
)

// readStrings reads the texts that cells share.
func (r *reader) readStrings(b []byte) error {
	r.strings = nil // the last of several parts counts
	return each(b, func(x *guard.XML, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := richText(x)
		r.strings = append(r.strings, text)
		return err
	})
}

// richText reads the runs of a text up to the end of the element that was just
// opened; the signs that say how to pronounce it are left out.
func richText(x *guard.XML) (string, error) {
	var text strings.Builder
	inText, depth := false, 1
	for depth > 0 {
		token, err := next(x)
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "rPh" {
				if err := x.Skip(); err != nil {
					return "", err
				}
				continue
			}
			inText = token.Name.Local == "t"
			depth++
		case xml.EndElement:
			inText = false
			depth--
		case xml.CharData:
			if inText {
				text.Write(token)
			}
		}
	}
	return unescape(text.String()), nil
}

// next gives the next token of an element that must still end.
func next(x *guard.XML) (xml.Token, error) {
	token, err := x.Next()
	if errors.Is(err, io.EOF) {
		return nil, source.Broken(formatName, io.ErrUnexpectedEOF)
	}
	return token, err
}

// unescape turns _x000D_ into the character that it stands for (ECMA-376 part 1,
// 22.9.2.19), and all line ends into \n.
func unescape(text string) string {
	if strings.Contains(text, "_x") {
		var b strings.Builder
		for text != "" {
			if c, ok := escaped(text); ok {
				b.WriteRune(c)
				text = text[7:]
				continue
			}
			b.WriteByte(text[0])
			text = text[1:]
		}
		text = b.String()
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.TrimSpace(strings.ReplaceAll(text, "\r", "\n"))
}

func escaped(text string) (rune, bool) {
	if len(text) < 7 || text[:2] != "_x" || text[6] != '_' {
		return 0, false
	}
	code, err := strconv.ParseUint(text[2:6], 16, 16)
	if err != nil || (code < ' ' && code != '\n' && code != '\r' && code != '\t') {
		return 0, false
	}
	return rune(code), true
}
