package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"

	"mingzhang/content"
	"mingzhang/publish"
)

// printer writes reports one by one.
type printer interface {
	report(publish.Report) error
	end() error
}

// jsonReports writes one object: {"files": [...]}. It holds no report in memory.
type jsonReports struct {
	w       io.Writer
	written int
}

func (p *jsonReports) report(r publish.Report) error {
	var b strings.Builder
	b.WriteString("{\n  \"files\": [\n")
	if p.written > 0 {
		b.Reset()
		b.WriteString(",\n")
	}
	b.WriteString("    ")
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("    ", "  ")
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("printing the report on %s: %w", r.File, err)
	}
	p.written++
	_, err := io.WriteString(p.w, strings.TrimSuffix(b.String(), "\n"))
	return err
}

func (p *jsonReports) end() error {
	text := "\n  ]\n}\n"
	if p.written == 0 {
		text = "{\n  \"files\": []\n}\n"
	}
	_, err := io.WriteString(p.w, text)
	return err
}

// tableReports writes a row for each draft, below it what a person has to look
// at, and at the end the sums.
type tableReports struct {
	w                                                io.Writer
	files, drafts, rejected, open, personal, waiting int
}

// newTable gives a table on w.
func newTable(w io.Writer) *tableReports { return &tableReports{w: w} }

// columnWidths are those of file, kind, publisher, year, title and amount, in
// columns of a terminal, on which a Chinese character takes two.
func columnWidths() []int { return []int{26, 10, 24, 4, 32, 14} }

func row(cells ...string) string {
	var b strings.Builder
	for i, width := range columnWidths() {
		b.WriteString(runewidth.FillRight(runewidth.Truncate(printable(cells[i]), width, "…"), width+2))
	}
	return strings.TrimRight(b.String(), " ")
}

// printable shows what moves the cursor of a terminal, or turns its text around,
// as signs: names of files may hold anything.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsPrint(c) || c == '\u3000' {
			return c
		}
		return unicode.ReplacementChar
	}, s)
}

// printableLines is printable for a text of several lines, as errors may be: what
// another server answered may stand in them.
func printableLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = printable(line)
	}
	return strings.Join(lines, "\n")
}

func (p *tableReports) report(r publish.Report) error {
	var b strings.Builder
	if p.files++; p.files == 1 {
		fmt.Fprintln(&b, row("文件 file", "类型 kind", "公开单位 publisher", "年度", "项目 project", "金额 amount"))
	}
	for _, d := range r.Disclosures {
		p.drafts++
		fmt.Fprintln(&b, row(filepath.Base(r.File), string(d.Kind), d.Publisher.Name, yearText(d.Year), d.Title, amountText(d.Amount)))
		p.findings(&b, d.Findings)
	}
	if r.Rejected != "" {
		p.rejected++
		fmt.Fprintf(&b, "%s\n  退回 rejected: %s\n", printable(r.File), printable(string(r.Rejected)))
	}
	for _, personal := range r.PII {
		p.personal++
		fmt.Fprintf(&b, "  个人信息已遮盖 masked: %s %s\n", personal.Kind, personal.Masked)
	}
	b.WriteString(notesLine(r.Notes))
	b.WriteString(p.blocked(r))
	_, err := io.WriteString(p.w, b.String())
	return err
}

// findings writes what does not add up; what does needs nobody's eye.
func (p *tableReports) findings(b *strings.Builder, found []content.Finding) {
	for _, f := range found {
		switch f.Verdict {
		case content.Open:
			p.open++
			fmt.Fprintf(b, "  不符 open       %-17s %s\n", f.Code, f.Note)
		case content.Explained:
			fmt.Fprintf(b, "  有说明 explained %-17s %s\n", f.Code, f.Note)
		}
	}
}

// blocked says, in one line, what keeps the drafts of a file that was read from
// being published.
func (p *tableReports) blocked(r publish.Report) string {
	if r.Rejected != "" || !r.Blocked() {
		return ""
	}
	if n := len(r.Undecided()); n > 0 {
		p.waiting++
		return fmt.Sprintf("  暂不能发布 blocked: 个人信息%d处待人决定 · personal data waiting for a decision: %d\n", n, n)
	}
	return "  暂不能发布 blocked: 有空白或占位文字没有填写 · something was left unfilled\n"
}

// noteWidth is how much of a file's notes the table shows in each language, in
// columns of a terminal; --json has all of them.
const noteWidth = 100

// notesLine writes what was left out of a file: first all in Chinese, then in
// English as far as the notes have it.
func notesLine(notes []string) string {
	var chinese, english []string
	for _, note := range notes {
		zh, en, both := strings.Cut(note, " / ")
		chinese = append(chinese, zh)
		if both {
			english = append(english, en)
		}
	}
	if len(notes) == 0 {
		return ""
	}
	line := "  说明 notes: " + runewidth.Truncate(strings.Join(chinese, "；"), noteWidth, "…")
	if len(english) > 0 {
		line += " · " + runewidth.Truncate(strings.Join(english, "; "), noteWidth, "…")
	}
	return line + "\n"
}

func (p *tableReports) end() error {
	_, err := fmt.Fprintf(p.w, "\n读取%d个文件：公开文本%d份，退回%d个，不符%d处，遮盖个人信息%d处，待决定%d个文件 · "+
		"%d files: %d disclosures, %d rejected, %d open findings, %d masked, %d files waiting for a decision\n",
		p.files, p.drafts, p.rejected, p.open, p.personal, p.waiting, p.files, p.drafts, p.rejected, p.open, p.personal, p.waiting)
	return err
}

func yearText(y content.Year) string {
	if y == 0 {
		return "-"
	}
	return fmt.Sprint(int(y))
}

func amountText(m *content.Money) string {
	if m == nil {
		return "-"
	}
	return m.Fen.Yuan()
}
