package webpage

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingzhang/ingest/source"
)

// labelRoom is how far into a page its encoding may be named (HTML, 13.2.3.2).
const labelRoom = 1024

// label is the encoding that a page names, in <meta charset> or http-equiv.
var label = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([a-z0-9_:-]+)`)

// decode turns the bytes of a page into text. A mark at the start decides, then
// whether the bytes are UTF-8, whatever the page says of itself, then what it
// says; Chinese pages say nothing most often when they are in GB18030.
func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(b[3:]), "\ufffd"), nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeAs(b, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM))
	case utf8.Valid(b) && bytes.IndexByte(b, 0) < 0:
		return string(b), nil
	}
	return decodeAs(b, labelled(b))
}

// labelled gives the encoding that a page names.
func labelled(b []byte) encoding.Encoding {
	m := label.FindSubmatch(b[:min(len(b), labelRoom)])
	if m == nil {
		return guess(b)
	}
	e, name := charset.Lookup(string(m[1]))
	switch {
	case e == nil, name == "gbk", name == "gb18030", name == "hz-gb-2312": // GB18030 holds all of them
		return guess(b)
	case name == "utf-8", strings.HasPrefix(name, "utf-16"), strings.HasPrefix(name, "windows-125"): // and is not
		return guess(b)
	}
	return e
}

// guess chooses for bytes that are neither what they say nor clean UTF-8: UTF-8
// with a few broken places, as of a cut file, or GB18030.
func guess(b []byte) encoding.Encoding {
	broken, good := 0, 0
	for rest := b; len(rest) > 0; {
		c, size := utf8.DecodeRune(rest)
		if c == utf8.RuneError && size == 1 {
			broken++
		} else if size > 2 {
			good++
		}
		rest = rest[size:]
	}
	if good > 10*broken {
		return unicode.UTF8
	}
	return simplifiedchinese.GB18030
}

func decodeAs(b []byte, e encoding.Encoding) (string, error) {
	text, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "", source.Broken(formatName, err)
	}
	wrong, all := bytes.Count(text, []byte("\ufffd")), utf8.RuneCount(text)
	if wrong*50 > all || bytes.Count(text, []byte{0}) > 0 {
		return "", source.Refuse("认不出网页的文字编码；请用浏览器打开并另存为UTF-8编码后再提交",
			"the page's encoding is unknown; save it as UTF-8")
	}
	return string(text), nil
}
