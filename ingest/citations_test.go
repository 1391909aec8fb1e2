package ingest

import (
	"strings"
	"testing"
	"time"

	"mingzhang/content"
)

// cited writes the citations of a text: title=number, one after the other.
func cited(text string) string {
	d := &content.Disclosure{Sections: []content.Section{{Key: "basis", Markdown: text}}}
	var list []string
	r := []rune(text)
	for _, c := range Citations(d) {
		if string(r[c.Start:c.End]) != c.Text || c.Section != "basis" {
			return "does not stand at its place: " + c.Text
		}
		list = append(list, c.Title+"="+string(c.Number))
	}
	return strings.Join(list, " ")
}

func TestCitations(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"none", "按照有关规定执行。", ""},
		{"without a number", "根据《工会法》《中国工会章程》要求", "工会法= 中国工会章程="},
		{"in brackets behind", "《甲办法》（某发〔2020〕1号）、《乙办法》", "甲办法=某发〔2020〕1号 乙办法="},
		{"other brackets", "《甲办法》 [某发【2020】 1号]，", "甲办法=某发〔2020〕1号"},
		{"a year is missing", "《甲办法》（某工发3号）", "甲办法=某工发3号"},
		{"with a label", "《甲办法》（文号：某发〔2020〕1号）", "甲办法=某发〔2020〕1号"},
		{"and more in the brackets", "《甲办法》（某发〔2020〕1号，以下简称《办法》）", "甲办法=某发〔2020〕1号 办法="},
		{"a remark between", "《甲办法》（试行）（某发〔2020〕1号）", "甲办法=某发〔2020〕1号"},
		{"a longer remark between", "《甲办法》（以下简称办法，自印发之日起施行）（某发〔2020〕1号）", "甲办法="},
		{"bare behind", "《甲办法》某发〔2020〕1号，", "甲办法=某发〔2020〕1号"},
		{"right before", "根据某发〔2020〕1号《甲办法》", "甲办法=某发〔2020〕1号"},
		{"in brackets before", "省厅（某发〔2020〕1号）《甲办法》", "甲办法=某发〔2020〕1号"},
		{"a document before", "根据某发〔2020〕1号文件《甲办法》和某发〔2020〕2号文：《乙办法》", "甲办法=某发〔2020〕1号 乙办法=某发〔2020〕2号"},
		{"between two, before wins", "《甲办法》某发〔2020〕1号《乙办法》", "甲办法= 乙办法=某发〔2020〕1号"},
		{"between two, in brackets", "《甲办法》（某发〔2020〕1号）《乙办法》", "甲办法=某发〔2020〕1号 乙办法="},
		{"a list with each before", "（某发〔2020〕1号）《甲办法》（某发〔2020〕2号）《乙办法》", "甲办法=某发〔2020〕1号 乙办法=某发〔2020〕2号"},
		{"of something else", "《甲办法》要求，并按某发〔2020〕1号、《乙办法》执行", "甲办法= 乙办法="},
		{"in another paragraph", "1.《甲办法》\n\n（某发〔2020〕1号）\n\n某发〔2020〕2号\n\n《乙办法》", "甲办法= 乙办法="},
		{"in the next cell", "| 《甲办法》 | 某发〔2020〕1号 |\n| 某发〔2020〕2号 | 《乙办法》 |", "甲办法=某发〔2020〕1号 乙办法=某发〔2020〕2号"},
		{"in the cell after the next", "| 《甲办法》 | 2020 | 某发〔2020〕1号 |", "甲办法="},
		{"two numbers", "《甲办法》（某发〔2020〕1号、某发〔2020〕2号）", "甲办法=某发〔2020〕1号"},
		{"nested", "《某市关于印发《甲办法》的通知》（某发〔2020〕1号）", "某市关于印发《甲办法》的通知=某发〔2020〕1号"},
		{"nested in angle brackets", "《关于印发〈甲办法〉的通知》《关于印发<乙办法>的通知》", "关于印发〈甲办法〉的通知= 关于印发<乙办法>的通知="},
		{"nested and closed with the wrong mark", "《关于印发〈甲办法》的通知》（某发〔2020〕1号）", "关于印发〈甲办法》的通知=某发〔2020〕1号"},
		{"nested and not closed", "《关于印发〈甲办法的通知》和《乙办法》", "关于印发〈甲办法的通知= 乙办法="},
		{"a number within", "《关于转发某发〔2020〕1号文件的通知》", "关于转发某发〔2020〕1号文件的通知="},
		{"never closed", "根据《甲办法，安排资金。《乙办法》", "乙办法="},
		{"the outer never closed", "《关于印发《甲办法》的通知，按《乙办法》执行。", "甲办法= 乙办法="},
		{"never opened", "甲办法》（某发〔2020〕1号）", ""},
		{"empty", "《》《 》（某发〔2020〕1号）", ""},
		{"twice", "《甲办法》规定。又据《甲办法》（某发〔2020〕1号）和《甲办法》（某发〔2021〕9号）", "甲办法=某发〔2020〕1号"},
		{"with signs of Markdown", `**《甲\*办法》**（某发〔2020〕1号）`, "甲*办法=某发〔2020〕1号"},
		{"closed with the wrong mark at the end of a line", "《关于印发〈甲办法》", "关于印发〈甲办法="},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := cited(tt.text); got != tt.want {
				t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestCitationsOfEachSection(t *testing.T) {
	d := &content.Disclosure{Sections: []content.Section{
		{Key: "basis", Markdown: "《甲办法》（某发〔2020〕1号）"}, {Key: "overview", Markdown: "《甲办法》"},
	}}
	got := Citations(d)
	if len(got) != 2 || got[1] != (content.Citation{Title: "甲办法", Section: "overview", End: 5, Text: "《甲办法》"}) {
		t.Errorf("%+v", got)
	}
	if got := Citations(new(content.Disclosure)); got == nil || len(got) != 0 {
		t.Errorf("without sections %v, want an empty list", got)
	}
}

func TestDates(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2024年4月30日前", "date 2024年4月30日=2024-04-30日"},
		{"2024年04月30日", "date 2024年04月30日=2024-04-30日"},
		{"2024年4月至6月", "date 2024年4月=2024-04月"},
		{"2024年4月30号", "date 2024年4月=2024-04月"},
		{"2024年1—12月", "year 2024年=2024年"},
		{"2024年13月", "year 2024年=2024年"},
		{"2024年1个月", "year 2024年=2024年"},
		{"2023年2月29日", "date 2023年2月=2023-02月"},
		{"2024年2月29日", "date 2024年2月29日=2024-02-29日"},
		{"2024年", "year 2024年=2024年"},
		{"自2024-04-30起，至2024/5/1止，2024.5.2.", "date 2024-04-30=2024-04-30日 date 2024/5/1=2024-05-01日 date 2024.5.2=2024-05-02日"},
		{"2024-04-30-01", ""},
		{"A-2024-04-30", ""},
		{"2024-04", ""},
		{"2024-4/30", ""},
		{"2024.4.30.5", ""},
		{"12024年4月30日", ""},
		{"二〇二四年四月三十日", "date 二〇二四年四月三十日=2024-04-30日"},
		{"二零二四年十二月", "date 二零二四年十二月=2024-12月"},
		{"二〇二四年", ""},
		{"《2024年4月30日的通知》", ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var list []string
			for _, f := range Figures(&content.Disclosure{Sections: []content.Section{{Key: "plan", Markdown: tt.text}}}) {
				if got := string([]rune(tt.text)[f.Start:f.End]); got != f.Text || f.Role != "" {
					t.Errorf("%+v does not stand at its place", f)
				}
				list = append(list, f.Kind+" "+f.Text+"="+f.Value+f.Unit)
			}
			if got := strings.Join(list, " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func FuzzCitationsAndDates(f *testing.F) {
	for _, seed := range []string{"《甲》（某发〔2020〕1号）", "《关于印发〈甲》的通知》2024年4月30日", "某发〔2020〕1号文件《甲》|2024-04-30", "《〈》》〉《》", "二〇二四年十月一日", "《", "（（（《甲》（（某发1号"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := &content.Disclosure{Sections: []content.Section{{Key: "basis", Markdown: text}}}
		r := []rune(text)
		end := 0
		for _, c := range Citations(d) {
			if c.Start < end || string(r[c.Start:c.End]) != c.Text || c.Title == "" {
				t.Errorf("%+v after %d", c, end)
			}
			end = c.End
		}
		end = 0
		for _, g := range Figures(d) {
			if g.Start < end || string(r[g.Start:g.End]) != g.Text {
				t.Errorf("%+v after %d", g, end)
			}
			end = g.End
			if _, err := time.Parse("2006-01-02"[:min(len(g.Value), 10)], g.Value); g.Kind == "date" && err != nil {
				t.Error(err)
			}
		}
	})
}
