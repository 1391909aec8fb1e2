package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingzhang/publish"
)

func seed(name string) string { return filepath.Join("..", "..", "ingest", "testdata", "seeds", name) }

func TestIngestPrintsWhatWouldBePublished(t *testing.T) {
	got := runs(t, nil, "ingest", seed("yuxi-2023.txt"), "--json", seed("jiangmen-2023-evaluation.txt"))
	if got.code != exitOK {
		t.Fatalf("%+v", got)
	}
	var out struct{ Files []publish.Report }
	if err := json.Unmarshal([]byte(got.out), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Files) != 2 || len(out.Files[0].Disclosures) != 1 || out.Files[0].Format != "txt" {
		t.Fatalf("read %+v", out.Files)
	}
	d := out.Files[0].Disclosures[0]
	if d.Amount == nil || d.Amount.Fen != 334600000 || d.Status != "draft" || len(d.Sections) != 8 || len(d.Figures) == 0 {
		t.Errorf("read %+v", d)
	}
	for _, null := range []string{`"lines": null`, `"findings": null`, `"pii": null`, `"0001-01-01`} {
		if strings.Contains(got.out, null) {
			t.Errorf("the output holds %s", null)
		}
	}
}

func TestIngestMasksBeforeAnybodySees(t *testing.T) {
	file := filepath.Join(t.TempDir(), "表.txt")
	text := "项目绩效自评报告\n项目名称：困难职工帮扶专项经费\n市级预算部门：江门市总工会\n填报人姓名：测试某\n联系电话：13800000000\n" +
		"一、项目概况\n帮扶困难职工10人，安排资金1万元。\n二、项目自评结论及得分\n自评得分100分。\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got := runs(t, nil, "ingest", "--json", file)
	var out struct{ Files []publish.Report }
	if err := json.Unmarshal([]byte(got.out), &out); err != nil {
		t.Fatal(err)
	}
	records, err := json.Marshal(out.Files[0].Disclosures)
	if err != nil || len(out.Files[0].Disclosures) != 1 || strings.Contains(string(records), "13800000000") {
		t.Errorf("the drafts hold the number: %s %v", records, err)
	}
	if !strings.Contains(got.out, `"138****0000"`) {
		t.Errorf("the mask is not reported: %s", got.out)
	}
	if table := runs(t, nil, "ingest", file); strings.Contains(table.out, "13800000000") || !strings.Contains(table.out, "138****0000") {
		t.Errorf("the table shows the number: %s", table.out)
	}
}

func TestIngestRefusesAndGoesOn(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.txt")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got := runs(t, nil, "ingest", "--json", empty, "/nowhere.txt", t.TempDir(), seed("xx-2023-scheme.txt"), seed("hongta-2026.txt"))
	if got.code != exitFailed {
		t.Errorf("exit code %d, want %d", got.code, exitFailed)
	}
	var out struct{ Files []publish.Report }
	if err := json.Unmarshal([]byte(got.out), &out); err != nil {
		t.Fatal(err)
	}
	for i, rejected := range []bool{true, true, true, true, false} {
		if r := out.Files[i]; (r.Rejected != "") != rejected {
			t.Errorf("%s: rejected is %q", r.File, r.Rejected)
		}
	}
	if len(out.Files[4].Disclosures) != 2 {
		t.Errorf("the last file gives %d drafts, want 2", len(out.Files[4].Disclosures))
	}
	if got := runs(t, nil, "ingest"); got.code != exitUsage {
		t.Errorf("without a file: %d, want %d", got.code, exitUsage)
	}
}
