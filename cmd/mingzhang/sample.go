package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"mingzhang/content/sample"
)

// writeSamples fills a data folder with invented disclosures.
func writeSamples(_ context.Context, c *call) error {
	data := c.flags.String("data", "", "data `folder` to fill")
	n := c.flags.Int("n", 1000, "how many")
	seed := c.flags.Uint64("seed", 1, "the same seed gives the same disclosures")
	if err := c.noArguments(); err != nil {
		return err
	}
	if *data == "" || *n < 1 {
		return errors.New("say where with --data, and with --n how many, at least 1")
	}
	if err := sample.WriteTo(filepath.Join(*data, "content"), *n, *seed); err != nil {
		return err
	}
	_, err := fmt.Fprintf(c.out, "wrote %d invented disclosures into %s\n", *n, *data)
	return err
}
