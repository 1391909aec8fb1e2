package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyPrintsNothingOfAHostilePortalRaw: what a portal answers moves no cursor
// and renames no terminal of who audits it.
func TestVerifyPrintsNothingOfAHostilePortalRaw(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
				_, _ = io.WriteString(conn, "HTTP/1.1 500 \x1b]0;renamed\x07\x1b[31mred\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			}
			_ = conn.Close()
		}
	}()
	got := runs(t, nil, "verify", "http://"+ln.Addr().String(), "--state", filepath.Join(t.TempDir(), "state"))
	if said := got.out + got.err; got.code == exitOK || strings.ContainsAny(said, "\x1b\x07") || !strings.Contains(said, "renamed") {
		t.Errorf("exit %d, printed %q", got.code, said)
	}
}
