package ledger

import (
	"fmt"
	"strings"
)

// EntriesLevel stands for the level of entry bundles in Resource.
const EntriesLevel = -1

// Resource names a tile of hashes or a bundle of entries.
type Resource struct {
	Level int   // 0 to 63, or EntriesLevel
	Index int64 // place within the level
	Width int   // hashes or entries, 1 to 256; below 256 it is a partial one
}

// Path is the path of c2sp.org/tlog-tiles@v0.1.0 below the address of the log,
// as in tile/0/x001/x234/067.p/5.
func (r Resource) Path() string {
	level := "entries"
	if r.Level != EntriesLevel {
		level = fmt.Sprint(r.Level)
	}
	index := fmt.Sprintf("%03d", r.Index%1000)
	for n := r.Index / 1000; n > 0; n /= 1000 {
		index = fmt.Sprintf("x%03d/%s", n%1000, index)
	}
	if r.Width == tileWidth {
		return fmt.Sprintf("tile/%s/%s", level, index)
	}
	return fmt.Sprintf("tile/%s/%s.p/%d", level, index, r.Width)
}

// ParsePath reads what Path gives, in that one spelling only; anything else is
// ErrNotFound. Whether the log has it is another question.
func ParsePath(path string) (Resource, error) {
	bad := fmt.Errorf("%w: %.80q is no path of a tile", ErrNotFound, path)
	rest, ok := strings.CutPrefix(path, "tile/")
	level, rest, ok2 := strings.Cut(rest, "/")
	if !ok || !ok2 || len(path) > 80 {
		return Resource{}, bad
	}
	r := Resource{Level: EntriesLevel, Width: tileWidth}
	if level != "entries" {
		number, err := parseNumber(level, 63)
		if err != nil {
			return Resource{}, bad
		}
		r.Level = int(number)
	}
	index, width, partial := strings.Cut(rest, ".p/")
	if partial {
		number, err := parseNumber(width, tileWidth-1)
		if err != nil {
			return Resource{}, bad
		}
		r.Width = int(number)
	}
	number, err := parseNumber(strings.TrimLeft(strings.NewReplacer("x", "", "/", "").Replace(index), "0"), maxSize)
	if err == nil {
		r.Index = number
	}
	if r.Width == 0 || r.Path() != path { // also refuses every other spelling
		return Resource{}, bad
	}
	return r, nil
}
