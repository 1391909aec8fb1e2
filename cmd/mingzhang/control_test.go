package main

import (
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// plainProject is a disclosure that nothing keeps from being published.
const plainProject = `# 昆明市测试区总工会2026年预算重点领域财政项目文本公开

## 项目名称

送清凉慰问。

## 立项依据

依据年度工作安排设立。

## 项目实施单位

昆明市测试区总工会。

## 项目基本概况

慰问一线职工100人。

## 项目实施内容

发放慰问品，每人200元。

## 资金安排情况

安排资金2.00万元，由区级财政承担。

## 项目实施计划

2026年6月至9月实施。

## 项目实施成效

一线职工得到关怀。
`

// TestCommandsRunWithinThePortal gives commands on the folder of a portal that runs.
func TestCommandsRunWithinThePortal(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	file := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(file, []byte(plainProject), 0o600); err != nil {
		t.Fatal(err)
	}
	address, stop := serving(t, "--data", data)
	if info, err := os.Stat(filepath.Join(data, controlName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the control socket: %v, %v", info, err)
	}
	gives := func(code int, want string, args ...string) ran {
		t.Helper()
		got := runs(t, map[string]string{"MINGZHANG_DATA": data}, args...)
		if got.code != code || !regexp.MustCompile(want).MatchString(got.out+got.err) {
			t.Errorf("%q: %d, %s%s; want %d and %s", args, got.code, got.out, got.err, code, want)
		}
		return got
	}
	gives(exitOK, `(?s)revision 1 .* index 6 .*published: 1`, "publish", file)
	gives(exitOK, `(?s)index 6 .*published before: 1`, "publish", file)
	if status, body := get(t, address+"/api/v1/changes?since=6"); status != 200 || !strings.Contains(body, `"publish"`) {
		t.Errorf("changes: %d, %s", status, body)
	}
	gives(exitUsage, `add\|list`, "unit")
	gives(exitUsage, `add\|list`, "unit", "add")
	gives(exitFailed, `region`, "unit", "add", "昆明市测试区总工会", "--region", "999999")
	gives(exitOK, `^p[0-9a-z]{9}\t昆明市测试区总工会\n$`, "unit", "add", "昆明市测试区总工会", "--region", "530102")
	gives(exitOK, `530102 +昆明市测试区总工会 +on`, "unit", "list")
	gives(exitOK, `/desk/invitation\?link=`, "account", "add", "jingban", "--unit", "昆明市测试区总工会")
	gives(exitFailed, `unit`, "account", "add", "wudanwei")
	gives(exitOK, `/desk/invitation\?link=`, "account", "link", "jingban")
	gives(exitFailed, `no such`, "account", "link", "nobody")
	gives(exitOK, `jingban +submitter +p`, "account", "list")
	token := gives(exitOK, `^mzp_\S+\n$`, "token", "add", "办公系统", "--account", "jingban", "--days", "7").out
	listed := gives(exitOK, `办公系统 +\[drafts:write\] +until`, "token", "list").out
	if strings.Contains(listed, strings.TrimSpace(token)) {
		t.Error("the token is shown again")
	}
	gives(exitUsage, `days`, "token", "add", "x", "--account", "jingban", "--days", "400")
	gives(exitOK, ``, "token", "revoke", strings.Fields(listed)[0])
	gives(exitOK, `revoked`, "token", "list")
	gives(exitOK, ``, "account", "off", "jingban")
	gives(exitOK, `jingban .* off`, "account", "list")
	gives(exitOK, ``, "unit", "off", "昆明市测试区总工会")
	gives(exitOK, `7 log entries, 7 texts`, "fsck")
	gives(exitOK, `indexed 7 disclosures`, "reindex")
	gives(exitOK, `送清凉慰问`, "export")
	if code, log := stop(); code != exitOK || strings.Contains(log, strings.TrimSpace(token)) {
		t.Errorf("ended with %d: %s", code, log)
	}
	gives(exitOK, `7 log entries, 7 texts`, "fsck")
}

// TestAFolderInUseWithoutAPortal is told by its lock.
func TestAFolderInUseWithoutAPortal(t *testing.T) {
	data := t.TempDir()
	_, stop := serving(t, "--data", data)
	if err := os.Remove(filepath.Join(data, controlName)); err != nil {
		t.Fatal(err)
	}
	if got := runs(t, nil, "fsck", "--data", data); got.code != exitFailed || !strings.Contains(got.err, "in use") {
		t.Errorf("got %+v", got)
	}
	stop()
}

// TestHostileOrders sends a portal what is no command.
func TestHostileOrders(t *testing.T) {
	data := t.TempDir()
	address, _ := serving(t, "--data", data)
	for _, order := range []string{"", "{", "[]\n", "{}\n", `{"words":["serve"]}` + "\n", `{"words":["restore","/etc/passwd"]}` + "\n", `{"words":["nothing"]}` + "\n", strings.Repeat("x", 2<<20)} {
		conn, err := net.Dial("unix", filepath.Join(data, controlName))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.Write([]byte(order)) // it may hang up
		if err := conn.(*net.UnixConn).CloseWrite(); err != nil {
			t.Log(err)
		}
		b := make([]byte, 4096)
		n, _ := conn.Read(b)
		if strings.Contains(order, `"words"`) != strings.Contains(string(b[:n]), "in use by a portal") {
			t.Errorf("%.60q: %q", order, b[:n])
		}
		conn.Close()
	}
	if status, _ := get(t, address+"/healthz"); status != 200 {
		t.Errorf("the portal answers %d", status)
	}
}

// TestBackupAndRestore brings a portal back from a backup that was made while it ran.
func TestBackupAndRestore(t *testing.T) {
	data, file := filepath.Join(t.TempDir(), "d"), filepath.Join(t.TempDir(), "mingzhang.backup")
	_, stop := serving(t, "--data", data)
	if got := runs(t, nil, "backup", file, "--data", data); got.code != exitOK || !strings.Contains(got.out, "private key") {
		t.Fatalf("got %+v", got)
	}
	if got := runs(t, nil, "backup", file, "--data", data); got.code != exitFailed || !strings.Contains(got.err, "is there already") {
		t.Errorf("over another backup: %+v", got)
	}
	if got := runs(t, nil, "restore", file, "--data", data); got.code != exitFailed || !strings.Contains(got.err, "empty") {
		t.Errorf("over a folder in use: %+v", got)
	}
	text := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(text, []byte(strings.ReplaceAll(plainProject, "送清凉", "送温暖")), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := runs(t, nil, "publish", text, "--data", data); got.code != exitOK {
		t.Fatalf("got %+v", got)
	}
	stop()
	again := filepath.Join(t.TempDir(), "again")
	if got := runs(t, nil, "restore", file, "--data", again); got.code != exitOK || !strings.Contains(got.out, "6 log entries, 6 texts") {
		t.Fatalf("got %+v", got)
	}
	address, _ := serving(t, "--data", again)
	if status, body := get(t, address+"/api/v1/disclosures"); status != 200 || !strings.Contains(body, `"total":6`) {
		t.Errorf("%d, %.200s", status, body)
	}
}

// TestVerifyAtTheCommandLine checks a text and a portal that runs.
func TestVerifyAtTheCommandLine(t *testing.T) {
	address, _ := serving(t, "--data", t.TempDir())
	folder := t.TempDir()
	keep := func(name, path string) string {
		t.Helper()
		status, body := get(t, address+path)
		if status != 200 {
			t.Fatalf("%s: %d, %s", path, status, body)
		}
		place := filepath.Join(folder, name)
		if err := os.WriteFile(place, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return place
	}
	status, body := get(t, address+"/api/v1/changes")
	id := regexp.MustCompile(`"id":"([0-9]{6}-[0-9]{4}-[0-9a-z]{6})"`).FindStringSubmatch(body)
	if status != 200 || id == nil {
		t.Fatalf("changes: %d, %s", status, body)
	}
	key := keep("key", "/log/key")
	content := keep("a.md", "/disclosures/"+id[1]+"/revisions/1.md")
	proof := keep("a.tlog-proof", "/log/proof/0")
	env := map[string]string{"MINGZHANG_STATE": filepath.Join(folder, "state.json")}
	gives := func(code int, want string, args ...string) {
		t.Helper()
		got := runs(t, env, append([]string{"verify"}, args...)...)
		if got.code != code || !strings.Contains(got.out+got.err, want) {
			t.Errorf("%q: %d, %s%s; want %d and %s", args, got.code, got.out, got.err, code, want)
		}
	}
	gives(exitOK, "逐字相同", content, proof, "--key", key)
	gives(exitUsage, "--key is needed", content, proof)
	gives(exitFailed, "不一致", key, proof, "--key", key)
	gives(exitFailed, "no such file", content, filepath.Join(folder, "none"), "--key", key)
	gives(exitUsage, "want FILE PROOF", content)
	gives(exitFailed, "no earlier audit", address, "--quick")
	gives(exitOK, "6 entries, 6 texts, 6 new", address)
	gives(exitOK, "6 entries, 6 texts, 0 new", address, "--key", key)
	gives(exitOK, "0 texts, 0 new", address, "--quick")
	gives(exitFailed, "another key", address, "--key", strings.Replace(trimmed(t, key), "+", "+0", 1))
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	gives(exitFailed, "asking for", "http://"+u.Host+"/nowhere", "--state", filepath.Join(folder, "other.json"))
}

func trimmed(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(b))
}
