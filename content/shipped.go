package content

import (
	"embed"
	"io/fs"
)

//go:embed disclosures
var shipped embed.FS

// Shipped gives the disclosures that come with the program, as a content folder:
// each at its [RevisionPath].
func Shipped() fs.FS {
	sub, err := fs.Sub(shipped, "disclosures")
	if err != nil {
		panic(err) // the name is a constant that fs.Sub accepts
	}
	return sub
}
