package pdf

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// tryRights takes the rights of a child and tries what it must not do.
func tryRights() string {
	if err := limitMemory(); err != nil {
		return err.Error()
	}
	if err := dropRights(); err != nil {
		return err.Error()
	}
	if err := os.WriteFile("written", []byte("x"), 0o600); err == nil {
		return "it can write files"
	}
	var files []*os.File
	for range maxOpenFiles {
		file, err := os.Open(os.DevNull)
		if err != nil {
			return "ok"
		}
		files = append(files, file)
	}
	return "it can open as many files as these: " + files[0].Name()
}

func TestChildHasFewRights(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Dir = []string{workerVariable + "=rights"}, t.TempDir()
	out, err := cmd.Output()
	if err != nil || string(out) != "ok" {
		t.Errorf("a child says %q, %v", out, err)
	}
	if info, err := os.Stat(filepath.Join(cmd.Dir, "written")); err == nil && info.Size() > 0 {
		t.Error("a child wrote a file")
	}
}

func TestChildHasNoEnvironment(t *testing.T) {
	p := testPool(t, nil)
	if err := p.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := p.idle[0]
	if got := c.cmd.Env; len(got) != 1 || c.cmd.Dir == "" || c.cmd.SysProcAttr.Setpgid != true {
		t.Errorf("a child has the environment %v and the folder %q", got, c.cmd.Dir)
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(status, []byte("NoNewPrivs:\t1")) {
		t.Error("a child may gain rights")
	}
}
