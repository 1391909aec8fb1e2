// Command mzscore reads the corpus as `mingzhang ingest` would and prints how
// much of the truth was read: precision and recall for each field and format.
//
//	go run ./cmd/mzscore           the tables
//	go run ./cmd/mzscore -v        and every answer that was wrong or missing
//	go run ./cmd/mzscore -only 07  only the folders whose name contains 07
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"mingzhang/cmd/mzscore/score"
	"mingzhang/ingest"
	"mingzhang/ingest/pdf"
	"mingzhang/publish"
)

func main() {
	corpus := flag.String("corpus", "cmd/mzscore/testdata/corpus", "folder of the corpus")
	all := flag.Bool("v", false, "print every answer that was wrong or missing")
	only := flag.String("only", "", "only folders whose name contains this")
	flag.Parse()
	if flag.Arg(0) == pdf.WorkerCommand { // a child of our own
		if err := pdf.Worker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "mzscore:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(os.Stdout, os.DirFS(*corpus), *only, *all); err != nil {
		fmt.Fprintln(os.Stderr, "mzscore:", err)
		os.Exit(1)
	}
}

// run scores the corpus and prints the result.
func run(w io.Writer, corpus fs.FS, only string, all bool) error {
	result, err := scored(part{corpus, only})
	if err != nil {
		return err
	}
	if err := result.Write(w, all); err != nil {
		return fmt.Errorf("printing the score: %w", err)
	}
	return nil
}

// scored reads every file of a corpus as the command line does.
func scored(corpus fs.FS) (*score.Result, error) {
	pool := pdf.NewPool(pdf.Config{CacheDir: cacheDir()})
	reader := &ingest.Reader{PDF: pool.Read}
	result, err := score.Corpus(corpus, func(name string, b []byte) ([]byte, error) {
		return json.Marshal(publish.Drafts(context.Background(), reader, name, b))
	})
	return result, errors.Join(err, pool.Close())
}

// cacheDir keeps PDFium's compiled code between runs.
func cacheDir() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "mingzhang", "pdf")
}

// part is a corpus of which only the folders whose name contains a word are seen.
type part struct {
	fs.FS
	only string
}

// Glob lists the files of those folders.
func (p part) Glob(pattern string) ([]string, error) {
	all, err := fs.Glob(p.FS, pattern)
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", pattern, err)
	}
	var some []string
	for _, name := range all {
		folder, _, _ := strings.Cut(name, "/")
		if strings.Contains(folder, p.only) {
			some = append(some, name)
		}
	}
	return some, nil
}
