package chart

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestTextWidth(t *testing.T) {
	cases := []struct {
		in   string
		want float64 // em
	}{
		{"", 0},
		{"总工会", 3},
		{"（）", 2},
		{"…", 1},
		{"2026", 4 * 0.58},
		{"1,5", 2*0.58 + 0.31},
		{"ＡＢ", 2},
		{"ﾄ", 0.6},
		{"e\u0301", 0.57}, // a combining mark takes no room
		{"\t", 0.4},
		{"\x01", 1}, // drawn as U+FFFD
		{"é", 0.68},
		{"\U0001F600", 1.4},
		{"\xff", 1},
	}
	for _, c := range cases {
		if got := textWidth(c.in, 10); !near(got, c.want*10) {
			t.Errorf("textWidth(%q) = %v, want %v", c.in, got, c.want*10)
		}
	}
}

func near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }

func TestTruncate(t *testing.T) {
	cases := []struct {
		in    string
		width float64
		want  string
	}{
		{"总工会", 30, "总工会"},
		{"总工会", 29.995, "总工会"}, // rounding is not a reason to cut
		{"总工会", 29, "总…"},
		{"江门市总工会", 40, "江门市…"},
		{"总工会", 15, ""},
		{"", 0, ""},
		{"ab cdef", 25, "ab…"},
		{"e\u0301e\u0301e\u0301e\u0301", 22, "e\u0301e\u0301…"},
	}
	for _, c := range cases {
		if got := truncate(c.in, 10, c.width); got != c.want {
			t.Errorf("truncate(%q, %v) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestIntact(t *testing.T) {
	if got := intact("1,234", 10, 27); got != "1,234" {
		t.Errorf("a number that fits became %q", got)
	}
	if got := intact("1,234", 10, 20); got != "" {
		t.Errorf("a number that does not fit was cut to %q", got)
	}
}

func TestWrap(t *testing.T) {
	cases := []struct {
		in    string
		width float64
		limit int
		want  []string
	}{
		{"", 50, 2, nil},
		{"  ", 50, 2, nil},
		{"玉溪市", 50, 2, []string{"玉溪市"}},
		{"红河哈尼族彝族自治州", 50, 2, []string{"红河哈尼族", "彝族自治州"}},
		{"红河哈尼族彝族自治州", 40, 2, []string{"红河哈尼", "族彝族…"}},
		{"红河哈尼族彝族自治州", 40, 1, []string{"红河哈…"}},
		{"预算公开，绩效自评", 40, 3, []string{"预算公", "开，绩效", "自评"}},
		{"甲乙丙（丁戊）", 40, 2, []string{"甲乙丙", "（丁戊）"}},
		{"Hong Kong", 30, 2, []string{"Hong", "Kong"}},
		{"Heilongjiang", 37, 2, []string{"Heilong", "jiang"}},
		{"二〇二六年", 5, 2, nil},
	}
	for _, c := range cases {
		if got := wrap(c.in, 10, c.width, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %v, %d) = %q, want %q", c.in, c.width, c.limit, got, c.want)
		}
	}
}

func TestWrapEven(t *testing.T) {
	cases := []struct {
		in    string
		width float64
		want  []string
	}{
		{"困难职工帮扶", 50, []string{"困难职", "工帮扶"}},
		{"困难职工帮扶", 60, []string{"困难职工帮扶"}},
		{"困难职工帮扶中心活动室", 50, []string{"困难职工帮", "扶中心活…"}},
	}
	for _, c := range cases {
		if got := wrapEven(c.in, 10, c.width, 2); !slices.Equal(got, c.want) {
			t.Errorf("wrapEven(%q, %v) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// Whatever the text, no line is wider than asked, there are not too many, and
// nothing is lost unless the last line says so.
func TestWrapKeepsItsPromises(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("总工会困难职工帮扶，（）。abcWM il-/0123 e\u0301…")
	for range 3000 {
		var in []rune
		for range rng.IntN(30) {
			in = append(in, alphabet[rng.IntN(len(alphabet))])
		}
		width, limit := 20+rng.Float64()*120, 1+rng.IntN(3)
		for _, lines := range [][]string{wrap(string(in), 10, width, limit), wrapEven(string(in), 10, width, limit)} {
			checkLines(t, string(in), lines, width, limit)
		}
	}
}

func checkLines(t *testing.T, in string, lines []string, width float64, limit int) {
	t.Helper()
	if len(lines) > limit {
		t.Fatalf("%q: %d lines, limit %d", in, len(lines), limit)
	}
	for _, l := range lines {
		if !fits(l, 10, width) {
			t.Fatalf("%q: line %q is wider than %v", in, l, width)
		}
	}
	got := strings.ReplaceAll(strings.Join(lines, ""), " ", "")
	want := strings.ReplaceAll(in, " ", "")
	if got != want && !strings.HasPrefix(want, strings.TrimSuffix(got, ellipsis)) {
		t.Fatalf("%q: %q is not the start of it", in, lines)
	}
	if got != want && !strings.HasSuffix(got, ellipsis) {
		t.Fatalf("%q: %q was cut without saying so", in, lines)
	}
}
