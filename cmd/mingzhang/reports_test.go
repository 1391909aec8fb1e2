package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingzhang/audit"
	"mingzhang/content"
	"mingzhang/publish"
)

// folderOf copies seeds into a folder, and one file that is no disclosure.
func folderOf(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"yuxi-2023.txt", "hongta-2026.txt", "chuxiong-2021.txt"} {
		b, err := os.ReadFile(seed(name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "x.txt"), []byte("红烧肉"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestIngestReadsFolders(t *testing.T) {
	got := runs(t, nil, "ingest", "--jobs", "2", folderOf(t))
	if got.code != exitFailed {
		t.Errorf("exit code %d: one file is no disclosure", got.code)
	}
	for _, want := range []string{"困难职工帮扶专项资金", "玉溪市总工会", "3346000.00", "不符 open", "退回 rejected", "读取4个文件", "4 files: 5 disclosures, 1 rejected"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("the table lacks %q:\n%s", want, got.out)
		}
	}
}

func TestIngestWithAJournalGivesTheSame(t *testing.T) {
	dir, journal := folderOf(t), filepath.Join(t.TempDir(), "journal")
	plain := runs(t, nil, "ingest", "--json", dir)
	for _, args := range [][]string{
		{"ingest", "--json", "--journal", journal, filepath.Join(dir, "yuxi-2023.txt")},
		{"ingest", "--json", "--journal", journal, dir},
		{"ingest", "--json", "--journal", journal, "--jobs", "4", dir},
	} {
		got := runs(t, nil, args...)
		if args[len(args)-1] == dir && got.out != plain.out {
			t.Errorf("%v prints something else:\n%.300s\n%.300s", args, got.out, plain.out)
		}
	}
	if got := runs(t, nil, "ingest", "--journal", dir, dir); got.code != exitFailed || !strings.Contains(got.err, "journal") {
		t.Errorf("a folder as journal gives %+v", got)
	}
	if got := runs(t, nil, "ingest", "--jobs", "0", dir); got.code != exitUsage {
		t.Errorf("no job at all gives %+v", got)
	}
}

func TestTableSaysWhatWaits(t *testing.T) {
	blank := content.Finding{Code: audit.Placeholder, Verdict: content.Open}
	tests := []struct {
		name   string
		report publish.Report
		want   string
	}{
		{"nothing to say", publish.Report{}, ""},
		{"notes", publish.Report{Notes: []string{"略去批注1处 / 1 comment left out", "略去目录", "略去宏 / macros left out"}},
			"  说明 notes: 略去批注1处；略去目录；略去宏 · 1 comment left out; macros left out\n"},
		{"long notes", publish.Report{Notes: []string{strings.Repeat("很长", 30)}}, "  说明 notes: " + strings.Repeat("很长", 24) + "很…\n"},
		{"personal data", publish.Report{PII: []publish.Hit{{Personal: audit.Personal{Kind: "mobile", Masked: "138****1234"}, Blocking: true}, {Decision: &publish.Decision{}}}},
			"  个人信息已遮盖 masked: mobile 138****1234\n  个人信息已遮盖 masked:  \n  暂不能发布 blocked: 个人信息1处待人决定 · personal data waiting for a decision: 1\n"},
		{"unfilled", publish.Report{Findings: []content.Finding{blank}}, "  暂不能发布 blocked: 有空白或占位文字没有填写 · something was left unfilled\n"},
		{"rejected", publish.Report{File: "a.txt", Rejected: "无法读取", PII: []publish.Hit{{Blocking: true}}}, "a.txt\n  退回 rejected: 无法读取\n  个人信息已遮盖 masked:  \n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			table := newTable(&b)
			if err := table.report(tt.report); err != nil {
				t.Fatal(err)
			}
			if _, got, _ := strings.Cut(b.String(), "\n"); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestNoFilesAreAnEmptyList(t *testing.T) {
	var b bytes.Buffer
	if err := (&jsonReports{w: &b}).end(); err != nil {
		t.Fatal(err)
	}
	var out struct{ Files []publish.Report }
	if err := json.Unmarshal(b.Bytes(), &out); err != nil || out.Files == nil {
		t.Errorf("%s: %v", b.String(), err)
	}
}

func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b, 4, true)
	p.step(0)
	if got := p.line(1, 2*time.Second); got != "███████░░░░░░░░░░░░░░░░░░░░░░░ 1/4  退回 rejected 1  剩余 left 6s" {
		t.Errorf("the bar is %q", got)
	}
	p.end()
	if !strings.HasPrefix(b.String(), "\r") || !strings.HasSuffix(b.String(), "\n") {
		t.Errorf("written: %q", b.String())
	}
	b.Reset()
	silent := newProgress(&b, 4, false)
	silent.step(0)
	silent.end()
	if b.Len() > 0 {
		t.Errorf("nobody watches, and %q is written", b.String())
	}
}
