// Package legible tells text from noise: bytes decoded by the wrong encoding, or
// glyphs of a font without a map, read as rare characters.
package legible

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Enough is the share of common characters from which a text counts as read
// rightly: official Chinese is above 0.9, wrong decodings below 0.4.
const Enough = 0.6

// Share gives the share of GB2312 level-1 characters among all letters
// beyond ASCII, from 0 to 1; 0 for a text without any.
func Share(text string) float64 {
	encoder := simplifiedchinese.GBK.NewEncoder()
	common, all := 0, 0
	known := map[rune]bool{}
	for _, c := range text {
		if c < 0x80 || strings.ContainsRune("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·　％", c) || (c >= '０' && c <= 'ｚ') {
			continue
		}
		level1, seen := known[c]
		if !seen {
			level1 = isLevel1(encoder, c)
			known[c] = level1
		}
		all++
		if level1 {
			common++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(common) / float64(all)
}

// isLevel1 tells whether c is one of the 3755 common characters of GB2312.
func isLevel1(e *encoding.Encoder, c rune) bool {
	e.Reset()
	b, err := e.String(string(c))
	return err == nil && len(b) == 2 && b[0] >= 0xb0 && b[0] <= 0xd7 && b[1] >= 0xa1
}
