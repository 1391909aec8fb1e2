package plain

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingzhang/ingest/legible"
	"mingzhang/ingest/source"
)

// Decode turns bytes in UTF-8, UTF-16 or GB18030 into text.
func Decode(b []byte) (string, error) {
	if rest, ok := bytes.CutPrefix(b, []byte("\xef\xbb\xbf")); ok {
		b = rest
	}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return decodeUTF16(b)
	}
	hasNUL := bytes.IndexByte(b, 0) >= 0
	if utf8.Valid(b) && !hasNUL {
		return string(b), nil
	}
	if text := bestGuess(b, hasNUL); text != "" {
		return text, nil
	}
	if line := firstBadLine(b); !hasNUL && line > 0 && mostlyUTF8(b) {
		return "", source.Refuse(fmt.Sprintf("第%d行的编码已损坏（不是UTF-8）；请用原文件另存为UTF-8编码后再提交", line),
			fmt.Sprintf("line %d is not UTF-8; save the original file as UTF-8", line))
	}
	return "", source.Refuse("认不出文字编码，或者不是文本文件；请另存为UTF-8编码的纯文本后再提交",
		"the encoding is unknown or this is no text; save it as UTF-8 text")
}

func decodeUTF16(b []byte) (string, error) {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(b)
	if err != nil || bytes.IndexByte(text, 0) >= 0 || len(b)%2 != 0 {
		return "", source.Refuse("文件标为UTF-16编码，但内容已损坏；请另存为UTF-8编码后再提交",
			"the file is marked as UTF-16 but broken; save it as UTF-8")
	}
	return string(text), nil
}

// bestGuess decodes bytes without a mark by the encoding that gives the most
// common characters, or gives "" when none gives enough.
func bestGuess(b []byte, hasNUL bool) string {
	candidates := []encoding.Encoding{
		unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	}
	if !hasNUL {
		if mostlyUTF8(b) {
			return "" // as GB18030 it would read like 鍓嶅崐
		}
		candidates = append(candidates, simplifiedchinese.GB18030)
	}
	best, bestShare := "", legible.Enough
	for _, e := range candidates {
		text, err := e.NewDecoder().Bytes(b)
		if err != nil || bytes.IndexByte(text, 0) >= 0 || bytes.ContainsRune(text, utf8.RuneError) {
			continue
		}
		if share := legible.Share(string(text)); share > bestShare {
			best, bestShare = string(text), share
		}
	}
	return best
}

// mostlyUTF8 tells whether more than 30 % of the bytes above ASCII are valid
// UTF-8: such a file is damaged UTF-8 or a mixture.
func mostlyUTF8(b []byte) bool {
	valid, high := 0, 0
	for len(b) > 0 {
		c, size := utf8.DecodeRune(b)
		switch {
		case size > 2: // of three bytes, as Han characters are; pairs come by chance
			valid, high = valid+size, high+size
		case c == utf8.RuneError:
			high++
		}
		b = b[size:]
	}
	return valid*10 > high*3
}

func firstBadLine(b []byte) int {
	for line := 1; len(b) > 0; line++ {
		text, rest, _ := bytes.Cut(b, []byte("\n"))
		if !utf8.Valid(text) {
			return line
		}
		b = rest
	}
	return 0
}
