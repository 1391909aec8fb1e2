package docx

import (
	"strconv"
	"strings"
)

// isSymbolFont tells whether a font shows other characters than its codes say.
func isSymbolFont(font string) bool {
	switch strings.ToLower(font) {
	case "wingdings", "wingdings 2", "symbol":
		return true
	}
	return false
}

// symbolOr gives the character that a code of a symbol font shows, or a code of
// another meaning itself.
func symbolOr(font string, code rune) rune {
	low := code
	if code >= 0xF000 && code <= 0xF0FF { // where Word keeps such codes
		low = code - 0xF000
	}
	if shown := symbols(strings.ToLower(font), low); shown != 0 {
		return shown
	}
	return code
}

// symbols knows the marks that forms and lists use; it gives 0 for others.
func symbols(font string, code rune) rune {
	var codes string
	var signs []rune
	switch font {
	case "wingdings":
		codes, signs = "\x6c\x6e\x6f\x75\x76\x9f\xa7\xa8\xd8\xe0\xfb\xfc\xfd\xfe", []rune("●■□◆❖•▪□➢→✗✓☒☑")
	case "wingdings 2":
		codes, signs = "\x4f\x50\x51\x52\x53\x54\xa2\xa3", []rune("✗✓☒☑☒☒■□")
	case "symbol":
		codes, signs = "\xa3\xa5\xae\xb0\xb1\xb3\xb4\xb7\xb8\xb9\xbb", []rune("≤∞→°±≥×•÷≠≈")
	}
	if at := strings.IndexByte(codes, byte(code&0xFF)); code <= 0xFF && at >= 0 {
		return signs[at]
	}
	return 0
}

// symbol writes sym, a character by font and hexadecimal code.
func (r *reader) symbol(font, code string) {
	n, err := strconv.ParseUint(code, 16, 21)
	if err != nil {
		r.left.Symbols++
		return
	}
	shown := symbolOr(font, rune(n))
	if shown >= 0xE000 && shown <= 0xF8FF || shown < ' ' || shown > 0x10FFFF {
		r.left.Symbols++
		return
	}
	r.write(string(shown))
}
