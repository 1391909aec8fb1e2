package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestServeFromAnEmptyFolder(t *testing.T) {
	data := filepath.Join(t.TempDir(), "made")
	url, stop := serving(t, "--data", data)
	for path, says := range map[string]string{
		"/": "明账", "/healthz": "", "/readyz": "", "/search": "困难职工帮扶", "/en/about": "Mingzhang",
		"/api/v1/disclosures": `"total":6`, "/api/v1/openapi.json": `"3.1`, "/charts/amount-by-year.svg": "<svg", "/metrics": "mingzhang",
	} {
		if status, body := get(t, url+path); status != 200 || !strings.Contains(body, says) {
			t.Errorf("%s: %d, %.300s", path, status, body)
		}
	}
	if status, _ := get(t, url+"/nowhere"); status != 404 {
		t.Errorf("a page that is not there: %d", status)
	}
	if got := runs(t, nil, "health", "--addr", strings.TrimPrefix(url, "http://")); got.code != exitOK {
		t.Errorf("health: %+v", got)
	}
	if code, log := stop(); code != exitOK || strings.Contains(log, "level=ERROR") {
		t.Errorf("ended with %d: %s", code, log)
	}
	if got := runs(t, nil, "health", "--addr", strings.TrimPrefix(url, "http://")); got.code != exitFailed {
		t.Errorf("health of a portal that ended: %+v", got)
	}
	out := runs(t, nil, "export", "--data", data)
	if out.code != exitOK || strings.Count(out.out, "\n") != 6 || !strings.Contains(out.out, `"sections":[`) {
		t.Errorf("export: %d, %.200s %s", out.code, out.out, out.err)
	}
	if got := runs(t, nil, "reindex", "--data", data); got.code != exitOK || !strings.Contains(got.out, "indexed 6 disclosures") {
		t.Errorf("reindex: %+v", got)
	}
}

func TestServeSaysWhatToDo(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	busy := t.TempDir()
	serving(t, "--data", busy)
	for _, c := range []struct {
		name string
		args []string
		says string
	}{
		{"a port that is taken", []string{"--addr", taken.Addr().String(), "--data", t.TempDir()}, "--addr"},
		{"a data folder that is a file", []string{"--addr", "127.0.0.1:0", "--data", blocked}, "--data"},
		{"a data folder in use", []string{"--addr", "127.0.0.1:0", "--data", busy}, "in use by another mingzhang"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runs(t, nil, append([]string{"serve"}, c.args...)...)
			if got.code != exitFailed || !strings.Contains(got.err, c.says) {
				t.Errorf("got %+v, want %q", got, c.says)
			}
		})
	}
}

func TestServeSurvivesDamage(t *testing.T) {
	data := t.TempDir()
	_, stop := serving(t, "--data", data)
	stop()
	for _, cached := range []string{"search", "cache"} {
		err := filepath.WalkDir(filepath.Join(data, cached), func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			return os.WriteFile(path, []byte("damaged"), 0o600)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	// What nobody published is no business of the portal.
	bad := filepath.Join(data, "content", "530400", "2023", "530400-2023-aaaaaa.1.md")
	if err := os.WriteFile(bad, []byte("---\nkind: novel\n---\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	url, stop := serving(t, "--data", data)
	if status, body := get(t, url+"/api/v1/disclosures"); status != 200 || !strings.Contains(body, `"total":6`) {
		t.Errorf("%d, %.300s", status, body)
	}
	if code, log := stop(); code != exitOK || !strings.Contains(log, "catalog.index") || strings.Contains(log, "aaaaaa") {
		t.Errorf("ended with %d; the log should tell of the cache alone: %s", code, log)
	}
}
