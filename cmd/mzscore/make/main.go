// Command make writes the files of the corpus from their sources: every folder
// below the corpus holds a source.md, whose head names the formats to make.
//
//	go run ./cmd/mzscore/make            every format but those that need LibreOffice
//	go run ./cmd/mzscore/make -office    .doc, .wps and .pdf too, where the source is newer
//
// What Go writes is the same in every run. LibreOffice writes other bytes every
// time, so its files are made only where they are missing or -force is given.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	corpus := flag.String("corpus", "cmd/mzscore/testdata/corpus", "folder of the corpus")
	office := flag.Bool("office", false, "make .doc, .wps and .pdf with LibreOffice where they are missing")
	force := flag.Bool("force", false, "make the files of LibreOffice anew")
	only := flag.String("only", "", "only folders whose name contains this")
	flag.Parse()
	if err := makeCorpus(*corpus, *only, *office || *force, *force); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

// makeCorpus makes the files of every folder of the corpus.
func makeCorpus(corpus, only string, office, force bool) error {
	sources, err := filepath.Glob(filepath.Join(corpus, "*", "source.md"))
	if err != nil {
		return fmt.Errorf("listing the sources: %w", err)
	}
	var later []job
	for _, path := range sources {
		if !strings.Contains(filepath.Base(filepath.Dir(path)), only) {
			continue
		}
		jobs, err := makeAll(path, force)
		if err != nil {
			return fmt.Errorf("making the files of %s: %w", filepath.Base(filepath.Dir(path)), err)
		}
		later = append(later, jobs...)
	}
	if !office || len(later) == 0 {
		return nil
	}
	return convert(later)
}

// makeAll writes the files of one source and returns what is left to LibreOffice.
func makeAll(path string, force bool) ([]job, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the source: %w", err)
	}
	d, err := parse(string(b))
	if err != nil {
		return nil, fmt.Errorf("reading the markup: %w", err)
	}
	var later []job
	for _, format := range d.formats {
		to := filepath.Join(filepath.Dir(path), fileName(format))
		if isOffice(format) {
			if _, err := os.Stat(to); err != nil || force {
				later = append(later, job{d, format, to})
			}
			continue
		}
		render := renderers()[format]
		if render == nil {
			return nil, fmt.Errorf("there is no format %q", format)
		}
		made, err := render(d)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", format, err)
		}
		if err := os.WriteFile(to, made, 0o644); err != nil {
			return nil, fmt.Errorf("saving %s: %w", to, err)
		}
	}
	return later, nil
}

// renderers gives, for each format that Go writes, what writes it.
func renderers() map[string]func(*document) ([]byte, error) {
	return map[string]func(*document) ([]byte, error){
		"txt": textUTF8, "txt-gbk": textGBK, "txt-utf16": textUTF16, "txt-wrap": textWrapped,
		"md": markdown, "html": htmlNew, "html-b": htmlOld,
		"docx": docx, "odt": odt, "xlsx": xlsx, "ofd": ofd,
	}
}

// fileName is the name of the file of a format: file.docx, file-gbk.txt.
func fileName(format string) string {
	ext, variant, found := strings.Cut(format, "-")
	if found {
		return "file-" + variant + "." + ext
	}
	return "file." + ext
}

func isOffice(format string) bool {
	return format == "doc" || format == "wps" || format == "pdf"
}
