package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"sync"
	"time"

	"mingzhang/portal"
	"mingzhang/web/edge"
)

// build names this binary by its bytes, so that what an older one derived or
// rendered is never taken for its own. Where the binary cannot be read, every
// start is a build of its own.
var build = sync.OnceValue(func() string {
	if name, err := hashOfBinary(); err == nil {
		return name
	}
	return time.Now().UTC().Format("20060102T150405.000000000")
})

func hashOfBinary() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// tagOf names the state of everything that is served: data, build, whether
// the search index and its words are ready, and the year, since charts hatch the one that is not over.
func tagOf(p *portal.Portal) func() string {
	suffix := "-" + build()[:8]
	return func() string {
		s := p.State()
		tag := s.Revision + suffix + time.Now().UTC().Format("-06")
		if !s.SearchReady {
			tag += "-names"
		}
		if !s.WordsReady {
			tag += "-words"
		}
		return tag
	}
}

func factsOf(p *portal.Portal) func() edge.Facts {
	return func() edge.Facts {
		s := p.State()
		return edge.Facts{
			Revision: s.Revision, Build: version, Updated: s.Updated, Disclosures: s.Disclosures,
			Problems: s.Problems, SearchReady: s.SearchReady,
		}
	}
}
