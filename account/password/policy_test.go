package password

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for password, want := range map[string]error{
		"":                          ErrShort,
		"kq7#mw2!z":                 ErrShort,
		"七条河流与一只风":                  ErrShort,
		strings.Repeat("xy z", 300): ErrLong,
		"seven\nrivers":             ErrText,
		"seven rivers\xff":          ErrText,

		"li.na@example.org":  ErrLogin,
		"my LI.NA phrase":    ErrLogin,
		"ｌｉ．ｎａ and a kite":   ErrLogin,
		"1234567890":         ErrCommon,
		"0987654321":         ErrCommon,
		"123456789a":         ErrCommon,
		"qwertyuiop":         ErrCommon,
		"QWERTYUIOP1":        ErrCommon,
		"poiuytrewq":         ErrCommon,
		"abcdefghij":         ErrCommon,
		"1qaz2wsx3edc":       ErrCommon,
		"1q2w3e4r5t":         ErrCommon,
		"zxcvbnm123":         ErrCommon,
		"aaaaaaaaaaaa":       ErrCommon,
		"abababababab":       ErrCommon,
		"abc123abc123":       ErrCommon,
		"工会工会工会工会工会":         ErrCommon,
		"13800138000":        ErrCommon,
		"20260701123":        ErrCommon,
		"11010519491231002X": ErrCommon,
		"password123":        ErrCommon,
		"Password2026!":      ErrCommon,
		"P@ssw0rd2026":       ErrCommon,
		"p@$$w0rd!!!":        ErrCommon,
		"passwordpassword":   ErrCommon,
		"@dmin_P@ssword":     ErrCommon,
		"admin-admin-1":      ErrCommon,
		"administrator1":     ErrCommon,
		"ｐａｓｓｗｏｒｄ１２":         ErrCommon,
		"woaini1314520":      ErrCommon,
		"zonggonghui2026":    ErrCommon,
		"Gonghui@123456":     ErrCommon,
		"iloveyou1234":       ErrCommon,
		"!QAZ2wsx!QAZ2wsx":   ErrCommon,
		"总工会2026密码":          ErrShort,
		"总工会-2026-密码!":       ErrCommon,

		"seven rivers and a kite":    nil,
		"七条河流与一只风筝飞":                 nil,
		"correct horse battery":      nil,
		"kq7#mw2!zv":                 nil,
		"Tr0ub4dor&3x":               nil,
		"password manager of my own": nil,
		"3141592653589793238462":     nil, // too long for a phone or a birthday
		strings.Repeat("xy z", 256):  ErrCommon,
	} {
		if err := Check(password, "li.na@example.org"); !errors.Is(err, want) {
			t.Errorf("%.40q: %v; want %v", password, err, want)
		}
	}
}

// TestCheckLogin shows which parts of a login name may not stand in a password.
func TestCheckLogin(t *testing.T) {
	for login, want := range map[string]error{"kite": ErrLogin, "kite@example.org": ErrLogin, "ab@example.org": nil, "": nil, "Ｋｉｔｅ": ErrLogin} {
		if err := Check("seven rivers and a kite, ab", login); !errors.Is(err, want) {
			t.Errorf("%q: %v; want %v", login, err, want)
		}
	}
}

// TestList holds the form that isListed looks for.
func TestList(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(strings.TrimPrefix(common, "\n"), "\n"), "\n")
	if !strings.HasPrefix(common, "\n") || !strings.HasSuffix(common, "\n") || !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Error("the list is not sorted, or has a line twice")
	}
	for _, line := range lines {
		if line != fold(line) || strings.TrimSpace(line) != line || line == "" {
			t.Errorf("%q is not in small letters", line)
		}
	}
}

// FuzzCheck shows that the answer does not depend on case and width, and comes soon.
func FuzzCheck(f *testing.F) {
	f.Add("seven rivers and a kite", "li.na")
	f.Add("P@ssw0rd2026", "")
	f.Add(strings.Repeat("qwertyuiop", 100), "li.na")
	f.Add("@$@$@$@$@$@$", "@")
	f.Fuzz(func(t *testing.T, password, login string) {
		err := Check(password, login)
		if err == nil && (len(password) < minLetters || len(password) > maxBytes) {
			t.Errorf("%q is accepted", password)
		}
		if upper := strings.ToUpper(password); strings.ToLower(upper) == password && !errors.Is(Check(upper, login), err) {
			t.Errorf("%q: %v; in capitals %v", password, err, Check(upper, login))
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		if err := Check("seven rivers and a kite", "li.na"); err != nil {
			b.Fatal(err)
		}
	}
}
