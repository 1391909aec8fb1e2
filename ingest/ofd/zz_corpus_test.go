package ofd

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestZZCorpus(t *testing.T) {
	fs, _ := filepath.Glob(os.Getenv("DOCG"))
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		t0 := time.Now()
		d, err := Read(context.Background(), b)
		el := time.Since(t0)
		if err != nil {
			fmt.Printf("%-40s %8d %v ERR %.150v\n", filepath.Base(f), len(b), el, strings.SplitN(err.Error(), "/", 2)[1])
			continue
		}
		n := 0
		tb := 0
		for _, x := range d.Blocks {
			n += len([]rune(x.Text))
			if x.Kind == "table" {
				tb++
			}
		}
		fmt.Printf("%-40s %8d %v blocks %d tables %d chars %d\n", filepath.Base(f), len(b), el, len(d.Blocks), tb, n)
	}
}
