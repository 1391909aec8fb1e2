// Package ingest turns a file that a unit published into drafts of disclosures.
//
// A file passes a pipe of small stages, one file each: sniff what it is, have the
// reader of its format extract its blocks, normalise characters, clean away what
// is no part of the text, find headings, unwrap lines, split projects and read
// the facts. Each format has a package of its own below this one.
// Nothing is guessed: what the text does not state stays empty. The same bytes
// always give the same report.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"mingzhang/content"
	"mingzhang/ingest/source"
)

// maxDisclosures is how many projects one file may hold.
const maxDisclosures = 500

// Report is what was read from one file.
type Report struct {
	File      string
	Format    string // txt, md, docx, doc, wps, odt, ofd, xlsx, pdf, html; for a refused file what it is, when that is known
	MediaType string
	SHA256    string // of the file's bytes
	// Disclosures are drafts: facts, sections, figures and citations. Personal data is
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

// Reader reads files of every format. The zero value refuses PDF.
type Reader struct {
	// PDF reads PDF files. It is given from outside, since it runs processes of its own.
	PDF source.Reader
}

// File reads one file. What it is follows from its bytes, never from its name.
// It gives a report in any case; a file that cannot be read, or is no
// disclosure, is rejected with the reason.
func (r *Reader) File(ctx context.Context, name string, b []byte) Report {
	rep := Report{File: name, SHA256: content.SHA256(b)}
	if err := rep.read(ctx, r, b); err != nil {
		rep.Disclosures = nil
		rep.Rejected = reason(err)
	}
	return rep
}

// reason words an error for whoever sent the file.
func reason(err error) string {
	var refusal *source.Refusal
	if errors.As(err, &refusal) {
		return refusal.Error() // without what readers say to each other
	}
	return source.Refuse("程序没能读完这个文件；请再提交一次，仍不行请改交Word文件", "the file was not read: "+err.Error()+"; send it again, or as a Word file").Error()
}

// read runs the stages.
func (rep *Report) read(ctx context.Context, r *Reader, b []byte) error {
	if len(b) > source.MaxFile {
		return source.Refuse("文件超过20兆字节的上限；请拆分后再提交", "the file exceeds 20 MiB; split it")
	}
	format, err := sniff(rep.File, b)
	rep.Format, rep.MediaType = format.name, format.media
	if err != nil {
		return err
	}
	if isCanonical(b) {
		return rep.readCanonical(b)
	}
	doc, err := format.extract(r, ctx, b)
	if err != nil {
		return err
	}
	return rep.readBlocks(ctx, take(doc))
}

// readBlocks runs the stages after the reader's.
func (rep *Report) readBlocks(ctx context.Context, doc *document) error {
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
		return source.Refuse(fmt.Sprintf("文件中有%d个项目，超过%d个的上限；请拆分后再提交", len(projects), maxDisclosures),
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
func (rep *Report) readCanonical(b []byte) error {
	d, err := content.Parse(b)
	if err != nil {
		return source.Refuse("文件头有误，请按所指行修改："+brief(err), "the front matter is wrong, mend the lines named: "+brief(err))
	}
	d.Figures = Figures(d)
	d.Citations = Citations(d)
	_, d.NumberFlags = documentNumbers(d.Sections)
	rep.Format, rep.MediaType = "md", "text/markdown"
	rep.Text = sectionText(d.Sections)
	rep.Disclosures = []*content.Disclosure{d}
	return nil
}

// brief gives an error in one line that a person will read to its end.
func brief(err error) string {
	const most = 200 // characters
	words := []rune(strings.Join(strings.Fields(err.Error()), " "))
	if len(words) > most {
		words = append(words[:most], '…')
	}
	return string(words)
}

func (rep *Report) refuseKind() error {
	rep.Findings = append(rep.Findings, content.Finding{
		Code: "not-a-disclosure", Verdict: content.Open,
		Note: "没有找到项目名称、立项依据、资金安排情况等公开文本的栏目。",
	})
	return source.Refuse("这不是公开文本：没有找到足够的栏目（项目名称、立项依据、资金安排情况等），也不是自评报告或实施方案；请提交公开文本的全文",
		"no disclosure: too few of the usual headings of a budget disclosure, self-assessment or scheme were found; send the whole text")
}
