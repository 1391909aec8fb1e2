package search

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// testLexicon holds invented projects and real kinds of units.
func testLexicon() *Lexicon {
	var names []Name
	add := func(kind NameKind, times int, texts ...string) {
		for _, t := range texts {
			for range times {
				names = append(names, Name{t, kind})
			}
		}
	}
	add(NamePublisher, 5, "玉溪市总工会", "玉溪市民政局", "玉溪市人力资源和社会保障局", "楚雄州总工会", "重庆市总工会")
	add(NamePublisher, 2, "玉溪市红塔区总工会", "玉溪市红塔区残疾人联合会", "江门市养路管理处", "玉溪市农业农村局", "云龙县交通运输局", "南开区妇女联合会")
	add(NameTitle, 4, "困难职工帮扶专项资金", "城乡居民最低生活保障", "特困人员救助供养")
	add(NameTitle, 1, "農村養路工慰問", "和平社区活动中心建设", "PPP项目前期经费", "劳动模范疗休养", "残疾人就业培训", "2023年春节送温暖活动")
	add(NameWord, 1, "困难帮扶")
	return NewLexicon(names)
}

// texts returns the terms of every group, words of the text only.
func texts(p Plan) [][]string {
	var out [][]string
	for _, g := range p.Groups {
		var terms []string
		for _, t := range g.Terms {
			terms = append(terms, t.Text)
		}
		out = append(out, terms)
	}
	return out
}

func TestPlan(t *testing.T) {
	l := testLexicon()
	tests := []struct {
		name, in string
		class    Class
		want     [][]string
	}{
		{"nothing", " \t\n　", ClassAll, nil},
		{"only punctuation", "？！“”", ClassWords, [][]string{nil}},
		{"only emoji", "😀", ClassWords, [][]string{nil}},
		{"document number", "总工办发[2020]13号", ClassNumber, [][]string{{"总工办发〔2020〕13号", "总工办发|2020|13号"}}},
		{"document number, full width", "總工辦發（２０２０） １３ 号", ClassNumber, [][]string{{"总工办发〔2020〕13号", "总工办发|2020|13号"}}},
		{"amount", "334.60万元", ClassKey, [][]string{{"3346000元", "334.6万元", "3346000元"}}},
		{"people", "1,346 人", ClassKey, [][]string{{"1346人"}}},
		{"bare amount", "3,346,000", ClassKey, [][]string{{"3346000元", "3346000人", "3346000户", "3346000名", "3346000人次", "3346000"}}},
		{"year", "2023", ClassWords, [][]string{{"2023"}}},
		{"one character", "煤", ClassChar, [][]string{{"煤"}}},
		{"one traditional character", "養", ClassChar, [][]string{{"养"}}},
		{"two characters", "养路", ClassWords, [][]string{{"养路"}}},
		{"traditional", "困難職工", ClassWords, [][]string{{"困难职工"}}},
		{"two words", "玉溪市 养路", ClassWords, [][]string{{"玉溪市"}, {"养路"}}},
		{"a word twice", "养路，养路", ClassWords, [][]string{{"养路"}}},
		{"synonym", "低保", ClassWords, [][]string{{"低保", "最低生活保障"}}},
		{"synonym within a name", "玉溪市人社局", ClassWords, [][]string{{"玉溪市人社局", "玉溪市人力资源和社会保障局", "玉溪市人力资源社会保障局"}}},
		{"one-way synonym is not turned", "总工会", ClassWords, [][]string{{"总工会", "工会联合会"}}},
		{"unit with a part left out", "玉溪民政局", ClassWords, [][]string{{"玉溪民政局", "玉溪市民政局"}}},
		{"unit with a part of its kind left out", "云龙交通局", ClassWords, [][]string{{"云龙交通局", "云龙县交通运输局"}}},
		{"shortened synonym", "玉溪农业局", ClassWords, [][]string{{"玉溪农业局", "玉溪农业农村局", "玉溪市农业农村局"}}},
		{"title with a word left out", "困难职工帮扶资金", ClassWords, [][]string{
			{"困难职工帮扶资金", "困难职工帮扶专项资金"}}},
		{"words without a blank", "和平社区养路", ClassWords, [][]string{{"和平社区"}, {"养路"}}},
		{"pinyin", "yangluguan", ClassWords, [][]string{{"yangluguan", "养路管"}}},
		{"pinyin, in parts", "yang lu guan", ClassWords, [][]string{{"yang lu guan", "养路管"}}},
		{"pinyin of a character with two readings", "chongqing", ClassWords, [][]string{{"chongqing", "重庆"}}},
		{"initials", "knzg", ClassWords, [][]string{{"knzg", "困难职工"}}},
		{"initials that stand for nothing", "qxwv", ClassWords, [][]string{{"qxwv"}}},
		{"latin word of a name", "ppp", ClassWords, [][]string{{"ppp"}}},
		{"unknown words stay", "量子计算", ClassWords, [][]string{{"量子计算"}}},
		{"question", "玉溪市有多少困难职工得到帮扶？", ClassWords, [][]string{{"玉溪市"}, {"困难职工"}, {"帮扶"}}},
		{"question with a short name", "南开区妇联做了什么帮扶", ClassWords, [][]string{{"南开区妇联", "南开区妇女联合会"}, {"帮扶"}}},
		{"question about how", "残疾人怎么申请就业培训", ClassWords, [][]string{{"残疾人"}, {"就业培训"}}},
		{"question about money", "玉溪市的困难职工帮扶专项资金花了多少钱？", ClassWords, [][]string{{"玉溪市"}, {"困难职工帮扶专项资金"}}},
		{"question of nothing known", "量子计算机有多少？", ClassWords, [][]string{{"量子计算机有多少"}}},
		{"number within words", "总工办发〔2020〕13号 帮扶", ClassWords, [][]string{
			{"总工办发〔2020〕13号", "总工办发|2020|13号"}, {"帮扶"}}},
		{"number within a phrase", "关于印发云工通〔2016〕21号的通知", ClassWords, [][]string{{"关于印发云工通|2016|21号的通知"}}},
		{"year and words", "2023年养路", ClassWords, [][]string{{"2023年"}, {"养路"}}},
	}
	for _, tt := range tests {
		got := l.Plan(tt.in)
		if got.Class != tt.class || !reflect.DeepEqual(texts(got), tt.want) || got.Corrected != "" {
			t.Errorf("%s: Plan(%q) = %s %q, corrected %q; want %s %q", tt.name, tt.in, got.Class, texts(got), got.Corrected, tt.class, tt.want)
		}
	}
}

func TestPlanFields(t *testing.T) {
	l := testLexicon()
	if g := l.Plan("总工办发〔2020〕13号").Groups[0]; g.Terms[0].In != InNumbers || g.Terms[1].In != InText {
		t.Errorf("fields of a document number: %v", g)
	}
	if g := l.Plan("334.60万元").Groups[0]; g.Terms[0].In != InKeys || g.Terms[1].In != InText {
		t.Errorf("fields of an amount: %v", g)
	}
	if g := l.Plan("1346人").Groups[0]; len(g.Terms) != 1 || g.Terms[0].In != InKeys {
		t.Errorf("a count of people is no text, where it would be found in 1346人次 too: %v", g)
	}
}

func TestPlanCorrects(t *testing.T) {
	l := testLexicon()
	tests := []struct{ name, in, want string }{
		{"homophone", "困难职公", "困难职工"},
		{"near homophone", "困蓝职工", "困难职工"},
		{"near homophone, zh and z", "困难子工", "困难职工"},
		{"homophone in two characters", "邦扶", "帮扶"},
		{"homophone among other words", "和平社区困难职公", "和平社区 困难职工"},
		{"wrong character", "困难职士帮扶", "困难职工帮扶"},
		{"swapped characters", "难困职工", "困难职工"},
		{"one too many", "困难难职工", "困难职工"},
		{"known word", "困难职工", ""},
		{"no near word", "航天发射", ""},
		{"two characters, no homophone", "养花", ""},
	}
	for _, tt := range tests {
		if got := l.Plan(tt.in).Corrected; got != tt.want {
			t.Errorf("%s: Plan(%q) corrected to %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestPlanWithLeavesWordsOfTexts(t *testing.T) {
	l := testLexicon()
	var asked []string
	occurs := func(s string) bool {
		asked = append(asked, s)
		return s == "困难职公" || s == "玉溪养路"
	}
	for _, in := range []string{"困难职公", "玉溪养路"} {
		p := l.PlanWith(in, occurs)
		if got := texts(p); !reflect.DeepEqual(got, [][]string{{in}}) || p.Corrected != "" {
			t.Errorf("PlanWith(%q) = %q, corrected %q", in, got, p.Corrected)
		}
	}
	asked = nil
	l.PlanWith("量子计算 量子计算", occurs)
	if len(asked) != 1 {
		t.Errorf("asked for %q", asked)
	}
	asked = nil
	l.PlanWith("困难职工", occurs)
	if len(asked) > 0 {
		t.Errorf("asked for %q, which names hold", asked)
	}
}

func TestPlanOfTheZeroLexicon(t *testing.T) {
	var l Lexicon
	for in, want := range map[string][][]string{"困难职工": {{"困难职工"}}, "knzg": {{"knzg"}}, "有多少困难职工？": {{"有多少困难职工"}}} {
		if got := texts(l.Plan(in)); !reflect.DeepEqual(got, want) {
			t.Errorf("Plan(%q) = %q, want %q", in, got, want)
		}
	}
	if got := l.Suggest("玉", 5); len(got) != 0 {
		t.Errorf("Suggest = %v", got)
	}
}

func TestSuggest(t *testing.T) {
	l := testLexicon()
	tests := []struct {
		name, in, want, marked string
	}{
		{"start", "玉溪市", "玉溪市总工会", "玉溪市"},
		{"inside", "民政", "玉溪市民政局", "民政"},
		{"traditional", "慰問", "農村養路工慰問", "慰問"},
		{"traditional name", "养路工", "農村養路工慰問", "養路工"},
		{"pinyin", "yuxi", "玉溪市总工会", "玉溪"},
		{"unfinished pinyin", "minzhe", "玉溪市民政局", "民政"},
		{"initials", "tkry", "特困人员救助供养", "特困人员"},
		{"two readings", "cqs", "重庆市总工会", "重庆市"},
		{"latin", "pp", "PPP项目前期经费", "PP"},
	}
	for _, tt := range tests {
		got := l.Suggest(tt.in, 3)
		if len(got) == 0 || got[0].Text != tt.want {
			t.Errorf("%s: Suggest(%q) = %+v, want %q first", tt.name, tt.in, got, tt.want)
			continue
		}
		if m := got[0].Marks[0]; got[0].Text[m.Start:m.End] != tt.marked {
			t.Errorf("%s: marked %q, want %q", tt.name, got[0].Text[m.Start:m.End], tt.marked)
		}
	}
	if got := l.Suggest("玉溪市", 2); len(got) != 2 || got[1].Count > got[0].Count {
		t.Errorf("limit 2: %+v", got)
	}
	for _, in := range []string{"", " ", "困难帮扶", "没有这个"} {
		if got := l.Suggest(in, 5); len(got) != 0 {
			t.Errorf("Suggest(%q) = %+v, want none", in, got)
		}
	}
}

// hostile are queries that nobody means well with.
func hostile() []string {
	return []string{
		strings.Repeat("困难职工", 900), strings.Repeat("a", 10000), strings.Repeat("an", 5000), strings.Repeat("困 ", 5000),
		strings.Repeat("〔", 10000), strings.Repeat("1,", 5000), strings.Repeat("困难职公", 3), "困\x00难\x1b[31m", "\"'`\\;--",
		"((((〔〔【", "\xff\xfe\xfd", "😀困难😀", "<script>alert(1)</script>", "%00%s%n", "?多少什么哪些", "13号", "〔2020〕",
	}
}

func TestPlanOfHostileText(t *testing.T) {
	l := testLexicon()
	for _, in := range hostile() {
		checkPlan(t, in, l.Plan(in))
	}
}

// checkPlan holds what every plan must be.
func checkPlan(t *testing.T, in string, p Plan) {
	t.Helper()
	if len(p.Groups) > maxGroups || p.Class == ClassAll != (len(p.Groups) == 0) {
		t.Fatalf("Plan(%q): %s, %d groups", clip(in, 60), p.Class, len(p.Groups))
	}
	for _, g := range p.Groups {
		if len(g.Terms) > maxTerms {
			t.Fatalf("Plan(%q): %d terms", clip(in, 60), len(g.Terms))
		}
		for _, term := range g.Terms {
			if term.Text == "" || !utf8.ValidString(term.Text) || term.In == InText && Fold(term.Text) != term.Text {
				t.Fatalf("Plan(%q): term %q", clip(in, 60), term.Text)
			}
		}
	}
}

func FuzzPlan(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s)
	}
	f.Add("玉溪市有多少困难职工得到帮扶？")
	f.Add("yuxi knzg 总工办发[2020]13号 1,346人")
	l := testLexicon()
	f.Fuzz(func(t *testing.T, s string) {
		checkPlan(t, s, l.Plan(s))
		checkPlan(t, s, l.PlanWith(s, func(string) bool { return true }))
		for _, g := range l.Suggest(s, 5) {
			for _, m := range g.Marks {
				if !utf8.ValidString(g.Text[m.Start:m.End]) {
					t.Fatalf("Suggest(%q): mark %v of %q", s, m, g.Text)
				}
			}
		}
	})
}

// manyNames returns n invented names.
func manyNames(n int) []Name {
	rng := rand.New(rand.NewPCG(1, 2))
	pick := func(words ...string) string { return words[rng.IntN(len(words))] }
	names := make([]Name, n)
	for i := range names {
		names[i].Text = fmt.Sprintf("%s%s%s%s%d", pick("玉溪市", "昆明市", "楚雄州", "江门市"), pick("总工会", "民政局", "残联", "教育局"),
			pick("困难职工", "残疾人", "特困人员", "农村学生", "退役军人"), pick("帮扶", "救助", "培训", "慰问")+pick("专项资金", "经费", "补助"), i)
	}
	return names
}

func BenchmarkNewLexicon(b *testing.B) {
	names := manyNames(100_000)
	b.ReportAllocs()
	for b.Loop() {
		NewLexicon(names)
	}
}

func BenchmarkPlan(b *testing.B) {
	l := NewLexicon(manyNames(100_000))
	for _, in := range []string{"困难职工", "玉溪总工会", "困难职公帮扶", "knzg", "玉溪市有多少困难职工得到帮扶？", "量子计算机研究", strings.Repeat("困难职公", 100)} {
		b.Run(clip(in, 30), func(b *testing.B) {
			for b.Loop() {
				l.Plan(in)
			}
		})
	}
}

func BenchmarkSuggest(b *testing.B) {
	l := NewLexicon(manyNames(100_000))
	for _, in := range []string{"玉", "困难", "yuxi", "zgh"} {
		b.Run(in, func(b *testing.B) {
			for b.Loop() {
				l.Suggest(in, 10)
			}
		})
	}
}
