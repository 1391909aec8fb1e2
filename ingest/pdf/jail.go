package pdf

import (
	_ "embed"
	"io/fs"
	"testing/fstest"
)

// boxFont is a font of one box that stands for every character. PDFium drops a
// text of one character whose font is not in the file, unless it finds a font
// that has the character: its width would be 0. Which one does not matter, for
// widths are told by the file and nothing is drawn; with this one the same file
// gives the same text on any machine. See box.py.
//
//go:embed box.ttf
var boxFont []byte

// jail is the whole disk that PDFium sees.
func jail() fs.FS {
	return fstest.MapFS{"usr/share/fonts/box.ttf": &fstest.MapFile{Data: boxFont, Mode: 0o444}}
}
