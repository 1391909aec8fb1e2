package ofd

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ruled is a table of 3 columns and 4 rows: the first cell of row 2 goes on in
// row 3, and the last row has one wide cell and one of its own.
func ruled() string {
	var s strings.Builder
	for _, y := range []float64{50, 60, 80, 90} {
		s.WriteString(ruleAt(30, y, 120, y))
	}
	s.WriteString(ruleAt(60, 70, 120, 70))
	s.WriteString(ruleAt(30, 50, 30, 90) + ruleAt(60, 50, 60, 80) + ruleAt(90, 50, 90, 90) + ruleAt(120, 50, 120, 90))
	s.WriteString(lineAt(32, 56, "项目") + lineAt(62, 56, "人数") + lineAt(92, 56, "金额"))
	s.WriteString(lineAt(32, 66, "春节") + lineAt(62, 66, "甲人") + lineAt(92, 65, "一元") + lineAt(92, 69.5, "二元"))
	s.WriteString(lineAt(32, 76, "慰问") + lineAt(62, 76, "乙人") + lineAt(92, 76, "三元"))
	s.WriteString(lineAt(32, 86, "合计") + lineAt(92, 86, "六元"))
	return s.String()
}

func TestRuledTable(t *testing.T) {
	d := mustRead(t, book(lineAt(30, 40, "表前")+ruled()+lineAt(30, 100, "表后")))
	want := []string{"表前", "[项目|人数|金额]", "[春节\n慰问|甲人|一元\n二元]", "[|乙人|三元]", "[合计||六元]", "表后"}
	if diff := cmp.Diff(want, texts(d)); diff != "" {
		t.Error(diff)
	}
	if len(d.Notes) != 1 || !strings.Contains(d.Notes[0], "reconstructed") {
		t.Errorf("notes %q", d.Notes)
	}
}

func TestTableOfBoxes(t *testing.T) {
	box := func(x, y float64) string {
		return strings.Replace(ruleAt(x, y, x+30, y+10), "M 0 0 L 30 10", "M 0 0 L 30 0 L 30 10 L 0 10 C", 1)
	}
	objects := box(30, 50) + box(60, 50) + box(30, 60) + box(60, 60) +
		lineAt(32, 56, "甲") + lineAt(62, 56, "乙") + lineAt(32, 66, "丙") + lineAt(62, 66, "丁")
	if diff := cmp.Diff([]string{"[甲|乙]", "[丙|丁]"}, texts(mustRead(t, book(objects)))); diff != "" {
		t.Error(diff)
	}
}

func TestLinesThatAreNoTable(t *testing.T) {
	for name, rules := range map[string]string{
		"under a title": ruleAt(30, 42, 120, 42),
		"a frame":       ruleAt(20, 20, 120, 20) + ruleAt(20, 90, 120, 90) + ruleAt(20, 20, 20, 90) + ruleAt(120, 20, 120, 90),
		"an empty grid": ruleAt(20, 120, 90, 120) + ruleAt(20, 130, 90, 130) + ruleAt(20, 120, 20, 130) + ruleAt(50, 120, 50, 130) + ruleAt(90, 120, 90, 130),
		"a curve":       strings.Replace(ruleAt(20, 20, 90, 90), "L 70 70", "B 0 0 70 0 70 70", 1),
		"nonsense":      strings.Replace(ruleAt(20, 20, 90, 90), "L 70 70", "L 70 X 1", 1),
		"unseen":        strings.ReplaceAll(strings.Split(ruled(), "<ofd:Text")[0], "<ofd:PathObject", `<ofd:PathObject Visible="false"`),
	} {
		if diff := cmp.Diff([]string{"标题"}, texts(mustRead(t, book(rules+lineAt(30, 40, "标题"))))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
