package main

import (
	"strings"
	"testing"

	"mingzhang/content/sample"
	"mingzhang/database"
	"mingzhang/ledger"
)

// TestWhatIsPublishedIsAccepted publishes a few acts and finds them in the log.
func TestWhatIsPublishedIsAccepted(t *testing.T) {
	b := &bench{ctx: t.Context(), n: 1, seed: 1, work: t.TempDir()}
	err := b.withOffice(func(o *office) error {
		g := sample.New(b.seed)
		for i := range 20 {
			if _, err := o.registry.Do(b.ctx, b.publication(g, i)); err != nil {
				return err
			}
		}
		size, err := o.registry.Size(b.ctx)
		if size != 20 {
			t.Errorf("the log has %d entries, want 20", size)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestUploadSection runs the section; it fails when the file gives no draft.
func TestUploadSection(t *testing.T) {
	var out strings.Builder
	b := &bench{ctx: t.Context(), n: 1, seed: 1, rounds: 1, work: t.TempDir(), out: &out}
	if err := b.upload(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "| ≤ 2 |") {
		t.Errorf("the report is:\n%s", out.String())
	}
}

// TestLogThatIsVerified writes a small log and checks it.
func TestLogThatIsVerified(t *testing.T) {
	b := &bench{ctx: t.Context(), log: new(strings.Builder)}
	dir := t.TempDir()
	if err := b.writeLog(dir, 5001); err != nil {
		t.Fatal(err)
	}
	db, key, err := openLog(b.ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Read(b.ctx, func(tx *database.Tx) error {
		report, err := ledger.Fsck(tx, key.VerifierKey())
		if report.Entries != 5001 {
			t.Errorf("%d entries, want 5001", report.Entries)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestPartsOfLog asks only for what a log of the size has, and no proof twice.
func TestPartsOfLog(t *testing.T) {
	b := &bench{seed: 1, rounds: 2}
	for _, size := range []int64{1000, 70_000} {
		for _, kind := range b.partsOfLog(size) {
			seen := map[string]bool{}
			for _, path := range kind.paths {
				if seen[path] {
					t.Errorf("%s is asked for twice", path)
				}
				seen[path] = true
				if rest, tile := strings.CutPrefix(path, "/log/"); tile && strings.HasPrefix(rest, "tile/") {
					if r, err := ledger.ParsePath(rest); err != nil || r.Width != 256 || (r.Index+1)*256 > size {
						t.Errorf("%d entries have no full %s (%v)", size, path, err)
					}
				}
			}
			if kind.each*(b.rounds+1) > len(kind.paths) || len(kind.paths) == 0 {
				t.Errorf("%s: %d rounds of %d, of %d paths", kind.name, b.rounds+1, kind.each, len(kind.paths))
			}
		}
	}
}
