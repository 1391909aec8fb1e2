package main

import (
	"context"
	"fmt"
)

// reindex builds the search index anew from the published revisions.
func reindex(ctx context.Context, c *call) error {
	return c.onDataset(ctx, "info", func(ctx context.Context, d *dataset) error {
		if err := d.portal.Rebuild(ctx); err != nil {
			return fmt.Errorf("building the search index: %w", err)
		}
		status, err := d.index.Status(ctx)
		if err != nil {
			return fmt.Errorf("looking at the new search index: %w", err)
		}
		_, err = fmt.Fprintf(c.out, "indexed %d disclosures with the %s engine\n", status.Documents, status.Engine)
		return err
	})
}
