// Package legible tells text from noise: bytes decoded by the wrong encoding, or
// glyphs of a font without a map, read as rare characters.
package legible

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Enough is the share of common characters from which a text counts as read
// rightly: official Chinese is above 0.9, wrong decodings below 0.4.
const Enough = 0.6

// Share gives the share of GB2312 level-1 characters among all letters
// beyond ASCII, from 0 to 1; 0 for a text without any.
func Share(text string) float64 {
	level1 := level1()
	common, all := 0, 0
	for _, c := range text {
		switch {
		case c < 0x80 || c >= '０' && c <= 'ｚ':
		case c <= maxLevel1 && level1[c]:
			common++
			all++
		case !strings.ContainsRune("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·　％", c):
			all++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(common) / float64(all)
}

// maxLevel1 is above the last of the common characters, all of the block 一 to 鿿.
const maxLevel1 = '\u9fff'

// level1 marks the 3755 common characters of GB2312, which stand in rows 16 to 55
// of 94 places each, the last five empty.
var level1 = sync.OnceValue(func() *[maxLevel1 + 1]bool {
	known := new([maxLevel1 + 1]bool)
	decoder := simplifiedchinese.GBK.NewDecoder()
	for row := byte(0xb0); row <= 0xd7; row++ {
		for place := byte(0xa1); place <= 0xfe; place++ {
			s, err := decoder.String(string([]byte{row, place}))
			if c, _ := utf8.DecodeRuneInString(s); err == nil && c <= maxLevel1 {
				known[c] = true
			}
		}
	}
	return known
})
