package main

import (
	"net"
	"path/filepath"
	"testing"
)

// TestSilentClientDoesNotKeepThePortal: who opens the control socket and says
// nothing, or only half an order, does not keep the portal from ending.
func TestSilentClientDoesNotKeepThePortal(t *testing.T) {
	for _, said := range []string{"", `{"words":["unit"`} {
		data := filepath.Join(t.TempDir(), "d")
		_, stop := serving(t, "--data", data)
		conn, err := net.Dial("unix", filepath.Join(data, controlName))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		if _, err := conn.Write([]byte(said)); err != nil {
			t.Fatal(err)
		}
		if code, log := stop(); code != exitOK { // or the test never ends
			t.Errorf("the portal ended with %d: %s", code, log)
		}
	}
}
