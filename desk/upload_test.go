package desk

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"mingzhang/account"
	"mingzhang/database"
	"mingzhang/ingest/hostile"
	"mingzhang/internal/fault"
)

// TestRepeatedUpload gives the drafts of the first upload for the same key and the
// same files, and refuses other files.
func TestRepeatedUpload(t *testing.T) {
	o := newOffice(t)
	files := []File{{"一.txt", budget(1)}, {"二.txt", budget(2)}, {"坏.txt", []byte("无关的话")}}
	first, err := o.Upload(t.Context(), clerk(), city(), "key-1", files...)
	if err != nil || first.Repeated || len(first.Files) != 3 || first.Files[2].Rejected == "" || len(first.Files[2].Drafts) != 0 {
		t.Fatalf("the first upload: %+v, %v", first, err)
	}
	again, err := o.Upload(t.Context(), colleague(), city(), "key-1", files...)
	if err != nil || !again.Repeated || !slices.Equal(again.Files[0].Drafts, first.Files[0].Drafts) || again.Files[2].Rejected != first.Files[2].Rejected {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	_, err = o.Upload(t.Context(), clerk(), city(), "key-1", files[:1]...)
	wantIs(t, "other files under the key", err, ErrKey)
	unit := stranger().Unit
	other, err := o.Upload(t.Context(), stranger(), unit, "key-1", files[0])
	if err != nil || other.Repeated {
		t.Errorf("the key of another unit: %+v, %v", other, err)
	}
	if page, err := o.Drafts(t.Context(), clerk(), Filter{}); err != nil || len(page.Drafts) != 2 {
		t.Errorf("%d drafts, %v; want 2", len(page.Drafts), err)
	}
}

// TestSameUploadAtOnce makes the drafts once however many hands send them.
func TestSameUploadAtOnce(t *testing.T) {
	o := newOffice(t)
	var all sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		all.Go(func() {
			got, err := o.Upload(t.Context(), clerk(), city(), "key", File{"一.txt", budget(1)})
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = got.Files[0].Drafts[0]
		})
	}
	all.Wait()
	if len(slices.Compact(ids)) != 1 {
		t.Errorf("drafts %v; want one", ids)
	}
}

// TestUploadRefuses tells too much, nothing, and who may not.
func TestUploadRefuses(t *testing.T) {
	o := newOffice(t)
	many := make([]File, maxFiles+1)
	big := []File{{"大.txt", make([]byte, maxUpload)}, {"小.txt", []byte("x")}}
	one := []File{{"一.txt", budget(1)}}
	closed := knownUnits()
	for what, c := range map[string]struct {
		who   account.Who
		unit  string
		key   string
		files []File
		want  error
	}{
		"no file":           {clerk(), city(), "", nil, ErrFiles},
		"many files":        {clerk(), city(), "", many, ErrFiles},
		"large files":       {clerk(), city(), "", big, ErrFiles},
		"a long key":        {clerk(), city(), strings.Repeat("k", 201), one, ErrInvalid},
		"a key of controls": {clerk(), city(), "a\nb", one, ErrInvalid},
		"a key of ours":     {clerk(), city(), "-key", one, ErrInvalid},
		"nobody":            {account.Who{}, city(), "", one, account.ErrForbidden},
		"another unit":      {clerk(), stranger().Unit, "", one, ErrNotFound},
		"no unit":           {admin(), "", "", one, ErrUnit},
		"an unknown unit":   {admin(), "p000000000", "", one, ErrUnit},
		"a closed unit":     {admin(), idOf(closed, closedUnion), "", one, ErrUnit},
		"a token to read":   {account.Who{Account: "a", Role: account.Admin, Token: "t", Scopes: []account.Scope{account.ReadDrafts}}, city(), "", one, account.ErrForbidden},
	} {
		_, err := o.Upload(t.Context(), c.who, c.unit, c.key, c.files...)
		wantIs(t, what, err, c.want)
	}
	if entries, err := os.ReadDir(filepath.Join(o.folder, "sources")); err != nil || len(entries) > 0 {
		t.Errorf("refused uploads left %v, %v", entries, err)
	}
}

func idOf(all units, name string) string {
	for id, u := range all {
		if u.Name == name {
			return id
		}
	}
	return ""
}

// TestHostileFiles sends hostile files through the desk: each is refused with its
// reason or becomes drafts, and the desk goes on. The large ones, which take long,
// are read in the test of publish.
func TestHostileFiles(t *testing.T) {
	o := newOffice(t)
	for _, f := range hostile.Files("http://127.0.0.1:1/") {
		b := f.Bytes()
		if len(b) > 100<<10 {
			continue
		}
		got, err := o.Upload(t.Context(), clerk(), city(), "", File{f.Name, b})
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		read := got.Files[0]
		if (read.Rejected == "") != (len(read.Drafts) > 0) {
			t.Errorf("%s: %d drafts, rejected %q", f.Name, len(read.Drafts), read.Rejected)
		}
		if strings.ContainsAny(read.File, "/\\\n") {
			t.Errorf("%s is shown as %q", f.Name, read.File)
		}
	}
	if d := o.upload(t, budget(1)); d.Problems != 0 {
		t.Errorf("a good file after them: %+v", d)
	}
}

// TestNamesOfFiles shows names and never follows them.
func TestNamesOfFiles(t *testing.T) {
	o := newOffice(t)
	for name, want := range map[string]string{
		"../../etc/passwd":                 "passwd",
		`C:\clerk\公开.docx`:                 "公开.docx",
		"a\x00b\n.txt":                     "ab.txt",
		"..":                               "文件",
		"":                                 "文件",
		"/":                                "文件",
		"<b>\u202egnp.txt":                 "bgnp.txt",
		"\xff\xfe.txt":                     ".txt",
		person + phone + ".txt":            "赵某某138****5678.txt",
		strings.Repeat("长", 300) + ".docx": strings.Repeat("长", 108) + "…" + strings.Repeat("长", 6) + ".docx",
	} {
		got, err := o.Upload(t.Context(), clerk(), city(), "", File{name, budget(1)})
		if err != nil {
			t.Fatal(err)
		}
		if shown := got.Files[0].File; shown != want {
			t.Errorf("%q is shown as %q; want %q", name, shown, want)
		}
	}
	outside, err := filepath.Glob(filepath.Join(o.folder, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range outside {
		if filepath.Base(filepath.Dir(path)) == "sources" && len(filepath.Base(path)) != 64 {
			t.Errorf("an upload made %s", path)
		}
	}
}

// TestForgedMarkdown takes off a text of our own form what only publication gives.
func TestForgedMarkdown(t *testing.T) {
	o := newOffice(t)
	first := o.publish(t, o.upload(t, budget(1)))
	text, err := os.ReadFile(filepath.Join(o.folder, "content", "530400", "2023", first.Receipt.Disclosure+".1.md"))
	if err != nil {
		t.Fatal(err)
	}
	forged := bytes.Replace(text, []byte("revision: 1"), []byte("revision: 77"), 1)
	forged = bytes.Replace(forged, []byte("第1批"), []byte("第2批"), 2)
	d := o.publish(t, o.upload(t, forged))
	if got := o.public(t, d.Receipt.Disclosure); got.ID == first.Receipt.Disclosure || got.Revision != 1 || got.Source.SHA256 != string(d.Original) {
		t.Errorf("published %s revision %d from %+v", got.ID, got.Revision, got.Source)
	}
}

// TestDiskFaults fails the disk at each step of an upload: nothing half made
// stays, and the same upload works afterwards.
func TestDiskFaults(t *testing.T) {
	for _, point := range []string{"original created", "original written", "begin", "statement", "commit"} {
		t.Run(point, func(t *testing.T) {
			broken := false
			ctx := fault.With(t.Context(), func(reached string) error {
				if broken && reached == point {
					return syscall.ENOSPC
				}
				return nil
			})
			o, err := openOffice(ctx, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			defer o.db.Close()
			broken = true
			_, err = o.Upload(t.Context(), clerk(), city(), "key", File{"一.txt", budget(1)})
			wantIs(t, "uploading to a full disk", err, database.ErrFull)
			broken = false
			if left, err := filepath.Glob(filepath.Join(o.folder, "sources", pending+"*")); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			got, err := o.Upload(t.Context(), clerk(), city(), "key", File{"一.txt", budget(1)})
			if err != nil || got.Repeated {
				t.Errorf("the same upload afterwards: %+v, %v", got, err)
			}
		})
	}
}

// TestUploadEnds stops reading when nobody waits for it any more.
func TestUploadEnds(t *testing.T) {
	o := newOffice(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := o.Upload(ctx, clerk(), city(), "key", File{"一.txt", budget(1)}); !errors.Is(err, context.Canceled) {
		t.Errorf("an upload that nobody waits for: %v", err)
	}
	if _, err := o.Upload(t.Context(), clerk(), city(), "key", File{"一.txt", budget(1)}); err != nil {
		t.Errorf("the same afterwards: %v", err)
	}
}

// TestPendingOriginals gives what a crash left pending its name when a draft
// names it, and removes the rest.
func TestPendingOriginals(t *testing.T) {
	o := newOffice(t)
	d := o.upload(t, budget(1))
	wanted, half, unwanted := pending+string(d.Original)+"-1", pending+string(d.Original)+"-2", pending+strings.Repeat("a", 64)+"-3"
	err := os.Rename(o.originals.place(string(d.Original)), filepath.Join(o.originals.folder, wanted))
	for _, name := range []string{half, unwanted} {
		err = errors.Join(err, os.WriteFile(filepath.Join(o.originals.folder, name), budget(1)[:100], 0o600))
	}
	if err = errors.Join(err, o.Resume(t.Context())); err != nil {
		t.Fatal(err)
	}
	if b, err := o.Original(t.Context(), clerk(), d.ID); err != nil || !bytes.Equal(b, budget(1)) {
		t.Errorf("the original: %v", err)
	}
	entries, err := os.ReadDir(o.originals.folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left %v, %v; want the original alone", entries, err)
	}
}
