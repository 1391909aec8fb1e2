package main

import (
	"fmt"
	"strings"

	"mingzhang/content"
	"mingzhang/content/sample"
	"mingzhang/ingest"
)

// ingestFiles is how many files a round reads.
const ingestFiles = 200

// ingest times how fast text files are read, on one core.
func (b *bench) ingest() error {
	var files [][]byte
	bytes := 0
	for d := range sample.Generate(ingestFiles, b.seed) {
		files = append(files, []byte(textFile(d)))
		bytes += len(files[len(files)-1])
	}
	var rate, volume series
	read := 0
	for range b.rounds {
		read = 0
		took, err := timed(func() error {
			for i, file := range files {
				report := new(ingest.Reader).File(b.ctx, fmt.Sprintf("%d.txt", i), file)
				read += len(report.Disclosures)
			}
			return b.ctx.Err()
		})
		if err != nil {
			return err
		}
		rate, volume = append(rate, ingestFiles/took*1000), append(volume, float64(bytes)/1e6/took*1000)
	}
	t := newTable("text files", "bytes each", "disclosures found", "files a second, min / median / max", "MB a second")
	t.add(ingestFiles, bytes/ingestFiles, read, rate.spread(), volume.median())
	t.print(b.out)
	return nil
}

// textFile writes a disclosure as a unit would send it.
func textFile(d *content.Disclosure) string {
	var t strings.Builder
	t.WriteString(string(d.DocumentTitle) + "\n\n")
	for i, s := range d.Sections {
		fmt.Fprintf(&t, "%c、%s\n%s\n", []rune("一二三四五六七八九十")[i%10], s.Heading, strings.ReplaceAll(s.Markdown, "\n\n", "\n"))
	}
	return t.String()
}
