// Package ingest turns a file that a unit published into drafts of disclosures.
//
// A file passes a pipe of small stages, one file each: sniff what it is, decode
// it, extract its blocks, normalise characters, clean away what is no part of
// the text, find headings, unwrap lines, split projects and read the facts.
// Nothing is guessed: what the text does not state stays empty. The same bytes
// always give the same report.
package ingest

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// Limits on what comes from outside.
const (
	MaxFile        = 20 << 20 // bytes
	MaxText        = 300_000  // characters
	maxDisclosures = 500      // projects in one file
)

// Report is what was read from one file.
type Report struct {
	File      string
	Format    string // txt or md; for a refused file what it is, when that is known
	MediaType string
	SHA256    string // of the file's bytes
	// Disclosures are drafts: facts, sections and figures. Personal data is
	// still in them.
	Disclosures []*content.Disclosure
	// Held are drafts that must not be published; Findings say why.
	Held []*content.Disclosure
	// Findings are about the file as a whole: not-a-disclosure, placeholder.
	Findings []content.Finding
	// Notes say what was left out of the text and why.
	Notes []string
	// Rejected says, in Chinese and English, why nothing is published and what
	// to do; empty when Disclosures is not.
	Rejected string
	// Text is the whole cleaned text, head lines included.
	Text string
}

// refusal is a reason not to read a file, for people.
type refusal struct{ chinese, english string }

func (r *refusal) Error() string { return r.chinese + " / " + r.english }

func refuse(chinese, english string) error { return &refusal{chinese, english} }

// File reads one file. What it is follows from its bytes, never from its name.
// It gives a report in any case; a file that cannot be read, or is no
// disclosure, is rejected with the reason.
func File(ctx context.Context, name string, b []byte) Report {
	rep := Report{File: name, SHA256: content.SHA256(b)}
	if err := rep.read(ctx, b); err != nil {
		rep.Disclosures = nil
		rep.Rejected = err.Error()
	}
	return rep
}

// read runs the stages.
func (rep *Report) read(ctx context.Context, b []byte) error {
	if len(b) > MaxFile {
		return refuse(fmt.Sprintf("文件有%d兆字节，超过20兆字节的上限；请拆分后再提交", len(b)>>20),
			fmt.Sprintf("the file has %d MiB, more than 20 MiB; split it", len(b)>>20))
	}
	if err := rep.sniff(b); err != nil {
		return err
	}
	text, err := decode(b)
	if err != nil {
		return err
	}
	if n := utf8.RuneCountInString(text); n > MaxText {
		return refuse(fmt.Sprintf("正文有%d字，超过30万字的上限；请拆分后再提交", n),
			fmt.Sprintf("the text has %d characters, more than %d; split it", n, MaxText))
	}
	rep.nameFormat()
	if isCanonical(text) {
		return rep.readCanonical(text)
	}
	return rep.readText(ctx, text)
}

// nameFormat tells Markdown from plain text. Both are read alike, so here the
// name may decide.
func (rep *Report) nameFormat() {
	rep.Format, rep.MediaType = "txt", "text/plain"
	if name := strings.ToLower(rep.File); strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".markdown") {
		rep.Format, rep.MediaType = "md", "text/markdown"
	}
}

// readText runs the stages after decoding.
func (rep *Report) readText(ctx context.Context, text string) error {
	doc := extractLines(text)
	doc.clean()
	rep.Notes = doc.notes
	rep.Text = doc.plainText()
	if err := checkQuality(rep.Text); err != nil {
		return err
	}
	doc.outline()
	doc.unwrap()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("reading %s: %w", rep.File, err)
	}
	projects := doc.split()
	rep.Text, rep.Notes = doc.plainText(), doc.notes
	if doc.kind == "" || len(projects) == 0 {
		return rep.refuseKind()
	}
	if len(projects) > maxDisclosures {
		return refuse(fmt.Sprintf("文件中有%d个项目，超过%d个的上限；请拆分后再提交", len(projects), maxDisclosures),
			fmt.Sprintf("the file holds %d projects, more than %d; split it", len(projects), maxDisclosures))
	}
	for _, p := range projects {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("reading %s: %w", rep.File, err)
		}
		rep.Disclosures = append(rep.Disclosures, rep.draft(doc, p))
	}
	return rep.hold(doc)
}

// readCanonical reads a Markdown revision of our own.
func (rep *Report) readCanonical(text string) error {
	d, err := content.Parse([]byte(text))
	if err != nil {
		return refuse("文件头有误，请按所指行修改："+err.Error(), err.Error())
	}
	d.Figures = Figures(d)
	_, d.NumberFlags = documentNumbers(d.Sections)
	rep.Format, rep.MediaType = "md", "text/markdown"
	rep.Text = sectionText(d.Sections)
	rep.Disclosures = []*content.Disclosure{d}
	return nil
}

func (rep *Report) refuseKind() error {
	rep.Findings = append(rep.Findings, content.Finding{
		Code: "not-a-disclosure", Verdict: content.Open,
		Note: "没有找到项目名称、立项依据、资金安排情况等公开文本的栏目。",
	})
	return refuse("这不是公开文本：没有找到项目名称、立项依据、资金安排情况等栏目，也不是自评报告或实施方案",
		"no disclosure: none of the usual headings of a budget disclosure, self-assessment or scheme were found")
}
