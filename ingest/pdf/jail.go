package pdf

import (
	_ "embed"
	"io/fs"
	"testing/fstest"
)

//go:embed box.ttf
var boxFont []byte

func jail() fs.FS {
	return fstest.MapFS{"usr/share/fonts/box.ttf": &fstest.MapFile{Data: boxFont, Mode: 0o444}}
}
