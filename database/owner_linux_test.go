package database

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// asNobody has files opened by this test as by a user whom modes bind, also when
// root runs it.
func asNobody(t *testing.T) {
	t.Helper()
	const nobody = 65534
	if os.Getuid() != 0 {
		return
	}
	runtime.LockOSThread()
	if err := unix.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Setfsuid(0); err != nil {
			t.Error(err)
		}
		runtime.UnlockOSThread()
	})
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	folder := t.TempDir()
	for path, mode := range map[string]os.FileMode{filepath.Dir(folder): 0o755, folder: 0o555} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	asNobody(t)
	if _, err := Open(t.Context(), filepath.Join(folder, "portal.db"), notes()); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Open gave %v; want %v", err, ErrReadOnly)
	}
}
