package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// dataFolder makes a data folder with files of every kind.
func dataFolder(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"log.key": "PRIVATE+KEY", "checkpoint": "note", "mingzhang.db": "live", "lock": "", "cache/catalog.index": "x",
		"content/530400/2023/530400-2023-aaaaaa.1.md": "甲", "content/530400/2023/.writing-1": "half", "sources/ab": strings.Repeat("原件", 1000),
	} {
		place := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// snapshot stands for the database's own copy.
func snapshot(_ context.Context, path string) error { return os.WriteFile(path, []byte("copy"), 0o600) }

// contents reads a folder.
func contents(t testing.TB, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(folder, path))
		files[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func backupOf(t testing.TB, folder string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "mingzhang.backup")
	if _, err := Write(t.Context(), file, folder, snapshot, time.Unix(1_800_000_000, 0)); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestThereAndBack(t *testing.T) {
	folder := dataFolder(t)
	file := backupOf(t, folder)
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("the backup: %v, %v", info, err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("beside the backup lie %v, %v", left, err)
	}
	again := filepath.Join(t.TempDir(), "new", "data")
	report, err := Restore(file, again)
	if err != nil || report.Files != 5 || !report.Made.Equal(time.Unix(1_800_000_000, 0)) {
		t.Fatalf("restored %+v, %v", report, err)
	}
	want := contents(t, folder)
	for _, name := range []string{"lock", "cache/catalog.index", "content/530400/2023/.writing-1"} {
		delete(want, name)
	}
	want["mingzhang.db"] = "copy"
	if got := contents(t, again); !maps.Equal(got, want) {
		t.Errorf("restored %v, want %v", got, want)
	}
	for name, mode := range map[string]fs.FileMode{"log.key": 0o600, "sources/ab": 0o600, "content/530400/2023/530400-2023-aaaaaa.1.md": 0o644} {
		if info, err := os.Stat(filepath.Join(again, name)); err != nil || info.Mode() != mode {
			t.Errorf("%s: %v, %v; want %v", name, info, err, mode)
		}
	}
}

func TestNothingIsReplaced(t *testing.T) {
	folder := dataFolder(t)
	file := backupOf(t, folder)
	if _, err := Write(t.Context(), file, folder, snapshot, time.Now()); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second backup of the same name: %v", err)
	}
	before := contents(t, folder)
	if _, err := Restore(file, folder); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("into a folder in use: %v", err)
	}
	if !maps.Equal(before, contents(t, folder)) {
		t.Error("the folder in use changed")
	}
	if _, err := Restore(file, t.TempDir()); err != nil {
		t.Errorf("into an empty folder: %v", err)
	}
}

func TestAFailedBackupLeavesNothing(t *testing.T) {
	folder, place := dataFolder(t), t.TempDir()
	full := errors.New("the disk is full")
	if _, err := Write(t.Context(), filepath.Join(place, "b"), folder, func(context.Context, string) error { return full }, time.Now()); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(filepath.Join(folder, "log.key")); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(t.Context(), filepath.Join(place, "b"), folder, snapshot, time.Now()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a key: %v", err)
	}
	if left, err := os.ReadDir(place); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// packed makes an archive of files in an order.
func packed(t testing.TB, heads []tar.Header, texts []string) string {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	for i, head := range heads {
		head.Size, head.Mode = int64(len(texts[i])), 0o777
		if err := w.WriteHeader(&head); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(texts[i])); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "b")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestHostileBackups restores what is no backup; nothing of it may be left.
func TestHostileBackups(t *testing.T) {
	outside := t.TempDir()
	place := filepath.Join(outside, "data")
	refused := func(name, file string) {
		t.Helper()
		if _, err := Restore(file, place); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := os.ReadDir(outside); err != nil || len(left) > 0 {
			t.Errorf("%s left %v, %v", name, left, err)
		}
	}
	for _, name := range []string{"../climbed", "/etc/passwd", "content/../../climbed", "content//x", "other", "content/.x", `content\x`, "cache/x", "sources/./x"} {
		refused(name, packed(t, []tar.Header{{Name: name, Typeflag: tar.TypeReg}}, []string{"x"}))
	}
	refused("a link", packed(t, []tar.Header{{Name: "content/x", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}}, []string{""}))
	refused("twice", packed(t, []tar.Header{{Name: "log.key", Typeflag: tar.TypeReg}, {Name: "log.key", Typeflag: tar.TypeReg}}, []string{"a", "b"}))
	refused("no manifest", packed(t, []tar.Header{{Name: "log.key", Typeflag: tar.TypeReg}}, []string{"a"}))
	refused("a manifest of tomorrow", packed(t, []tar.Header{{Name: "manifest.json", Typeflag: tar.TypeReg}}, []string{`{"format":2}`}))
	refused("an empty manifest", packed(t, []tar.Header{{Name: "manifest.json", Typeflag: tar.TypeReg}}, []string{`{"format":1,"files":{}}`}))
	refused("another hash", packed(t, []tar.Header{{Name: "log.key", Typeflag: tar.TypeReg}, {Name: "manifest.json", Typeflag: tar.TypeReg}}, []string{"a", `{"format":1,"files":{"log.key":"00"}}`}))

	good, err := os.ReadFile(backupOf(t, dataFolder(t)))
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < len(good); cut += max(len(good)/40, 1) {
		file := filepath.Join(t.TempDir(), "b")
		if err := os.WriteFile(file, good[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		refused("cut", file)
	}
}

func FuzzRestore(f *testing.F) {
	good, err := os.ReadFile(backupOf(f, dataFolder(f)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Fuzz(func(t *testing.T, b []byte) {
		outside := t.TempDir()
		file := filepath.Join(outside, "b")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(file, filepath.Join(outside, "data")); err == nil {
			return
		}
		if left, err := os.ReadDir(outside); err != nil || len(left) != 1 {
			t.Errorf("left %v, %v", left, err)
		}
	})
}
