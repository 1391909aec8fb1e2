//go:build !linux

package pdf

import (
	"os"
	"os/exec"
)

// begin starts a child.
func begin(cmd *exec.Cmd) error { return cmd.Start() }

// killGroup kills a child.
func killGroup(p *os.Process) error { return p.Kill() }

// resident gives 0: the memory of a process is not known here.
func resident(int) int { return 0 }
