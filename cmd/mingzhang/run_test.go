package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestUsage(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"nothing", nil, exitUsage, "mingzhang serve"},
		{"help", []string{"--help"}, exitOK, "mingzhang ingest"},
		{"no such command", []string{"fly"}, exitUsage, `no command "fly"`},
		{"help of a command", []string{"serve", "--help"}, exitOK, "-meili-url"},
		{"no such flag", []string{"serve", "--fast"}, exitUsage, "fast"},
		{"an argument too much", []string{"version", "now"}, exitUsage, "takes no arguments"},
		{"bad level", []string{"serve", "--log-level", "loud", "--addr", "127.0.0.1:0"}, exitFailed, "want debug, info, warn or error"},
		{"bad format", []string{"serve", "--log-format", "xml", "--addr", "127.0.0.1:0"}, exitFailed, "want text or json"},
		{"no such key file", []string{"serve", "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--meili-url", "http://127.0.0.1:1", "--meili-key-file", "/nowhere"}, exitFailed, "--meili-key-file names a file"},
		{"no samples asked for", []string{"sample"}, exitFailed, "--data"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runs(t, nil, c.args...)
			if got.code != c.code || !strings.Contains(got.err, c.says) {
				t.Errorf("code %d, want %d; says %q, want %q in it", got.code, c.code, got.err, c.says)
			}
		})
	}
}

func TestVersion(t *testing.T) {
	if got := runs(t, nil, "version"); got.code != exitOK || got.out != "mingzhang "+version+"\n" {
		t.Errorf("got %+v", got)
	}
}

// probe gives a call with two flags.
func probe(env map[string]string, args ...string) (c *call, name *string, loud *bool) {
	fs := flag.NewFlagSet("probe", flag.ContinueOnError)
	fs.SetOutput(&strings.Builder{})
	c = &call{streams: streams{nil, nil, &strings.Builder{}, lookup(env)}, command: command{name: "probe"}, flags: fs, rest: args}
	return c, fs.String("some-name", "default", ""), fs.Bool("loud", false, "")
}

func TestFlagsStandAnywhere(t *testing.T) {
	c, name, loud := probe(nil, "a.txt", "--loud", "b.txt", "--some-name=x", "--", "--loud")
	words, err := c.parse()
	if err != nil || strings.Join(words, " ") != "a.txt b.txt --loud" || *name != "x" || !*loud {
		t.Errorf("words %q, name %q, loud %v, %v", words, *name, *loud, err)
	}
}

func TestFlagsBeforeEnvironmentBeforeDefaults(t *testing.T) {
	env := map[string]string{"MINGZHANG_SOME_NAME": "env", "MINGZHANG_LOUD": "true"}
	for _, c := range []struct {
		env  map[string]string
		args []string
		want string
	}{{env, []string{"--some-name", "flag"}, "flag"}, {env, nil, "env"}, {nil, nil, "default"}} {
		call, name, _ := probe(c.env, c.args...)
		if _, err := call.parse(); err != nil || *name != c.want {
			t.Errorf("%v %v: got %q, %v; want %q", c.env, c.args, *name, err, c.want)
		}
	}
	call, _, _ := probe(map[string]string{"MINGZHANG_LOUD": "very"})
	if _, err := call.parse(); err == nil {
		t.Error("a variable that cannot be read is an error")
	}
}

// TestOperationsNamesEveryFlag keeps docs/operations.md true.
func TestOperationsNamesEveryFlag(t *testing.T) {
	docs, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations.md"))
	if err != nil {
		t.Fatal(err)
	}
	got := runs(t, nil, "serve", "--help")
	for line := range strings.Lines(got.err) {
		if name, ok := strings.CutPrefix(line, "  -"); ok {
			name = "`--" + strings.Fields(name)[0] + "`"
			if !strings.Contains(string(docs), name) {
				t.Errorf("docs/operations.md does not name %s", name)
			}
		}
	}
}
