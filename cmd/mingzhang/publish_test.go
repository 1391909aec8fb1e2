package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// projectText is an invented disclosure.
func projectText(name, amount string) string {
	return "玉溪市总工会2025年预算重点领域财政项目文本公开\n一、项目名称\n" + name + "\n二、立项依据\n根据《中华人民共和国工会法》设立。\n" +
		"三、项目实施单位\n玉溪市总工会\n四、项目基本概况\n帮扶困难职工。\n五、项目实施内容\n走访慰问困难职工。\n" +
		"六、资金安排情况\n安排资金" + amount + "，由市级财政承担。\n七、项目实施计划\n2025年12月底前完成。\n八、项目实施成效\n困难职工得到帮扶。\n"
}

func writeText(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var receiptLine = regexp.MustCompile(`^([0-9]{6}-2025-[0-9a-z]{6}) 版本 revision ([0-9]+) 存证 index ([0-9]+) \S+Z sha256 [0-9a-f]{64} \S+\n$`)

// published runs publish, which must print one receipt, and gives its parts.
func published(t *testing.T, args ...string) (line, id, revision, index string) {
	t.Helper()
	got := runs(t, nil, append([]string{"publish"}, args...)...)
	parts := receiptLine.FindStringSubmatch(got.out)
	if got.code != exitOK || parts == nil {
		t.Fatalf("%+v", got)
	}
	return got.out, parts[1], parts[2], parts[3]
}

func TestPublishGivesOneReceiptForOneFile(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	file := writeText(t, "帮扶.txt", projectText("困难职工冬送温暖", "20.00万元"))
	line, id, revision, index := published(t, file, "--data", data)
	if revision != "1" || index != "6" {
		t.Errorf("it is revision %s with index %s; six disclosures ship with the program", revision, index)
	}
	if again, _, _, _ := published(t, file, "--data", data); again != line {
		t.Errorf("the same file again gives\n%sinstead of\n%s", again, line)
	}
	elsewhere := writeText(t, "同一份.txt", projectText("困难职工冬送温暖", "20.00万元"))
	if _, same, revision, index := published(t, elsewhere, "--data", data); same != id || revision != "1" || index != "6" {
		t.Errorf("the same bytes under another name are %s, revision %s, index %s", same, revision, index)
	}
	if out := runs(t, nil, "export", "--data", data); strings.Count(out.out, "\n") != 7 || !strings.Contains(out.out, "困难职工冬送温暖") {
		t.Errorf("export: %d lines, %s", strings.Count(out.out, "\n"), out.err)
	}
	if url, _ := serving(t, "--data", data); url != "" {
		if status, body := get(t, url+"/api/v1/disclosures/"+id); status != 200 || !strings.Contains(body, `"2000`) && !strings.Contains(body, "200000.00") {
			t.Errorf("%d, %.200s", status, body)
		}
	}
}

// TestPublishIntoARunningPortal publishes while the folder is open, and waits
// until readers see it.
func TestPublishIntoARunningPortal(t *testing.T) {
	data := t.TempDir()
	url, _ := serving(t, "--data", data)
	_, id, _, _ := published(t, writeText(t, "a.txt", projectText("困难职工紫云英计划", "20.00万元")), "--data", data)
	for _, page := range []string{"/api/v1/disclosures?q=紫云英计划", "/api/v1/disclosures?q=ziyunying", "/api/v1/disclosures/" + id} {
		for seen := false; !seen; {
			status, body := get(t, url+page)
			seen = status == 200 && strings.Contains(body, id)
			if t.Context().Err() != nil {
				t.Fatalf("%s never shows it: %d, %.300s", page, status, body)
			}
		}
	}
}

// TestErasedTextLeavesTheCache erases beside a running portal and without one.
func TestErasedTextLeavesTheCache(t *testing.T) {
	data := t.TempDir()
	first := writeText(t, "a.txt", projectText("困难职工紫云英计划", "20.00万元"))
	second := writeText(t, "b.txt", projectText("困难职工蒹葭计划", "20.00万元"))
	_, one, _, _ := published(t, first, "--data", data)
	_, two, _, _ := published(t, second, "--data", data)
	url, stop := serving(t, "--data", data)
	if got := runs(t, nil, "erase", one, "1", "--reason", "法院决定", "--data", data); got.code != exitOK {
		t.Fatalf("%+v", got)
	}
	for listed := true; listed; {
		_, body := get(t, url+"/api/v1/disclosures?year=2025")
		listed = strings.Contains(body, one)
	}
	stop()
	if !holds(t, filepath.Join(data, "cache"), "蒹葭") || holds(t, filepath.Join(data, "cache"), "紫云英") {
		t.Error("beside a portal: the cache must hold the other text and not the erased one")
	}
	if got := runs(t, nil, "erase", two, "1", "--reason", "法院决定", "--data", data); got.code != exitOK {
		t.Fatalf("%+v", got)
	}
	if holds(t, data, "蒹葭") {
		t.Error("without a portal: the data folder still holds the text")
	}
}

// holds tells whether a file below a folder has words; a folder that is missing
// has none. The search index is left out.
func holds(t *testing.T, folder, words string) (found bool) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && entry.IsDir() && entry.Name() == "search" {
			return fs.SkipDir
		}
		if err != nil {
			return err
		}
		if entry.IsDir() || !entry.Type().IsRegular() {
			return nil
		}
		b, err := os.ReadFile(path)
		found = found || strings.Contains(string(b), words)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestPublishCorrectsWithAReason(t *testing.T) {
	data := t.TempDir()
	first := writeText(t, "a.txt", projectText("困难职工冬送温暖", "20.00万元"))
	second := writeText(t, "b.txt", projectText("困难职工冬送温暖", "21.00万元"))
	_, id, _, _ := published(t, first, "--data", data)
	if got := runs(t, nil, "publish", second, "--data", data); got.code != exitFailed || got.out != "" || !strings.Contains(got.err, "--correct") || !strings.Contains(got.err, id) {
		t.Errorf("without a reason: %+v", got)
	}
	line, corrected, revision, _ := published(t, second, "--data", data, "--correct", "金额有误")
	if corrected != id || revision != "2" {
		t.Errorf("the correction is %s, revision %s; want %s, revision 2", corrected, revision, id)
	}
	if again, _, _, _ := published(t, second, "--data", data, "--correct", "金额有误"); again != line {
		t.Errorf("again it gives\n%sinstead of\n%s", again, line)
	}
	if out := runs(t, nil, "export", "--data", data); !strings.Contains(out.out, `"reason":"金额有误"`) {
		t.Errorf("the reason is not public: %.300s", out.err)
	}
}

func TestPublishKeepsPersonalData(t *testing.T) {
	data, number := t.TempDir(), "13800000000"
	file := writeText(t, "a.txt", projectText("困难职工冬送温暖", "20.00万元")+"联系电话："+number+"\n")
	got := runs(t, nil, "publish", file, "--data", data)
	if got.code != exitFailed || got.out != "" || !strings.Contains(got.err, "--mask") || !strings.Contains(got.err, "个人信息") || strings.Contains(got.err, number) {
		t.Fatalf("%+v", got)
	}
	published(t, file, "--data", data, "--mask")
	err := filepath.WalkDir(data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if strings.Contains(string(b), number) {
			t.Errorf("%s holds the number", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestPublishSaysWhatToDo(t *testing.T) {
	data := t.TempDir()
	good := writeText(t, "a.txt", projectText("困难职工冬送温暖", "20.00万元"))
	unfilled := writeText(t, "b.txt", strings.ReplaceAll(projectText("困难职工夏送清凉", "XX万元"), "玉溪市", "XX市"))
	for _, c := range []struct {
		name string
		args []string
		code int
		out  int // receipts
		says string
	}{
		{"no file", []string{"--data", data}, exitUsage, 0, "name at least one"},
		{"a file that is not there", []string{good + ".none", "--data", data}, exitFailed, 0, "a.txt.none"},
		{"a file that says nothing", []string{writeText(t, "c.txt", "你好"), "--data", data}, exitFailed, 0, "未发布"},
		{"a template that was not filled in", []string{unfilled, "--data", data}, exitFailed, 0, "未发布"},
		{"one good among others", []string{unfilled, good, "--data", data}, exitFailed, 1, "published: 1, published before: 0, not published: 1"},
		{"a bad URL", []string{good, "--data", t.TempDir(), "--public-url", "example"}, exitFailed, 0, "--public-url"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runs(t, nil, append([]string{"publish"}, c.args...)...)
			if got.code != c.code || strings.Count(got.out, "\n") != c.out || !strings.Contains(got.err, c.says) {
				t.Errorf("%+v; want %d, %d receipts and %q", got, c.code, c.out, c.says)
			}
		})
	}
}

func TestTheLogKeepsItsName(t *testing.T) {
	data := t.TempDir()
	file := writeText(t, "a.txt", projectText("困难职工冬送温暖", "20.00万元"))
	published(t, file, "--data", data, "--public-url", "https://portal.example")
	published(t, file, "--data", data, "--public-url", "https://elsewhere.example")
	path := filepath.Join(data, "log.key")
	key, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(key), "PRIVATE+KEY+portal.example/log+") {
		t.Errorf("the key is of another log: %v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key has the mode %v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(path, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := runs(t, nil, "publish", file, "--data", data); got.code != exitFailed || !strings.Contains(got.err, "backup") {
		t.Errorf("with a damaged key: %+v", got)
	}
}

func TestAFolderOfTextsIsAdopted(t *testing.T) {
	data := t.TempDir()
	if got := runs(t, nil, "sample", "--data", data, "--n", "25"); got.code != exitOK {
		t.Fatalf("%+v", got)
	}
	for range 2 {
		if out := runs(t, nil, "export", "--data", data); out.code != exitOK || strings.Count(out.out, "\n") != 25 {
			t.Errorf("export: %d lines, %s", strings.Count(out.out, "\n"), out.err)
		}
	}
}
