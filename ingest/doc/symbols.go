package doc

// symbol gives the character that a sign of the fonts Wingdings and Symbol looks
// like, 0 for one that is not known. The fonts number their signs below 256;
// Word adds 0xF000.
func symbol(r rune) rune {
	known := map[rune]rune{
		0x52: '☑', 0xFE: '☑', 0xFD: '☒', 0x78: '☒', 0xFC: '✓', 0xFB: '✗',
		0xA8: '□', 0x6F: '□', 0x71: '□', 0x6E: '■', 0x6C: '●', 0xA1: '○',
		0xB7: '•', 0x75: '◆', 0xD7: '×', 0xB1: '±', 0xB3: '≥', 0xA3: '≤', 0xB0: '°',
	}
	return known[r&0xFF]
}

// isPrivate tells whether a character has a meaning only in a symbol font.
func isPrivate(r rune) bool { return r >= 0xF020 && r <= 0xF0FF }
