package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"mingzhang/api"
	"mingzhang/content"
	"mingzhang/portal"
)

// export writes every published record with its text as one line of JSON each,
// in the API's form.
func export(ctx context.Context, c *call) error {
	return c.onDataset(ctx, "warn", func(ctx context.Context, d *dataset) error {
		out := bufio.NewWriter(c.out)
		err := d.portal.Each(ctx, portal.Query{}, func(s *content.Summary) error { return writeRecord(ctx, out, d.portal, s.ID) })
		if err := errors.Join(err, out.Flush()); err != nil {
			return fmt.Errorf("writing the records: %w", err)
		}
		return nil
	})
}

func writeRecord(ctx context.Context, out *bufio.Writer, p *portal.Portal, id string) error {
	record, err := p.Read(ctx, id)
	if err != nil {
		return err
	}
	b, err := api.Encode(record)
	if err != nil {
		return err
	}
	_, err = out.Write(append(b, '\n'))
	return err
}
