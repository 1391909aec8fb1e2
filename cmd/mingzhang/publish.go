package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"mingzhang/content"
	"mingzhang/ingest"
	"mingzhang/ingest/pdf"
	"mingzhang/publish"
	"mingzhang/publish/batch"
	"mingzhang/registry"
)

// publishFiles reads files as ingest does and publishes every draft that nothing
// keeps from it: one receipt a line on standard output, and on standard error
// what was not published, why, and what to do.
func publishFiles(ctx context.Context, c *call) error {
	o := c.dataOptions()
	mask := c.flags.Bool("mask", false, "publish with every piece of personal data masked, as ingest shows it")
	correct := c.flags.String("correct", "", "`reason`, public, for which files take the place of what is published already")
	paths, err := c.parse()
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		fmt.Fprintln(c.err, "mingzhang publish: name at least one file or folder")
		return errUsage
	}
	for i := range paths {
		paths[i] = c.path(paths[i])
	}
	files, err := batch.Files(paths)
	if err != nil {
		return err
	}
	p := &publisher{out: c.out, err: c.err, mask: *mask, reason: content.Text(*correct)}
	return c.onStore(ctx, o, func(ctx context.Context, s *store) error {
		p.registry = s.registry
		return p.publishAll(ctx, files)
	})
}

// publishAll publishes files one by one, in their order.
func (p *publisher) publishAll(ctx context.Context, files []string) error {
	pool := pdf.NewPool(pdf.Config{CacheDir: pdfCache()})
	reader := &ingest.Reader{PDF: pool.Read}
	run := batch.Run{Jobs: runtime.GOMAXPROCS(0), Read: func(ctx context.Context, name string, b []byte) publish.Report {
		return publish.Drafts(ctx, reader, name, b)
	}}
	err := run.Do(ctx, files, func(r publish.Report) error { return p.report(ctx, r) })
	if err := errors.Join(err, pool.Close()); err != nil {
		return fmt.Errorf("publishing %d files: %w", len(files), err)
	}
	return p.end()
}

// publisher publishes the drafts of files one by one.
type publisher struct {
	registry          *registry.Registry
	out, err          io.Writer
	mask              bool         // nobody need decide about personal data
	reason            content.Text // for a correction; "" when nothing is to be corrected
	done, known, kept int
}

// keep says why something is not published, and what to do.
func (p *publisher) keep(file, title, why string) {
	p.kept++
	if title != "" {
		title = "《" + printable(title) + "》"
	}
	fmt.Fprintf(p.err, "未发布 not published: %s%s\n  %s\n", printable(file), title, printable(why))
}

func (p *publisher) report(ctx context.Context, r publish.Report) error {
	switch n := len(r.Undecided()); {
	case r.Rejected != "":
		p.keep(r.File, "", string(r.Rejected))
		return nil
	case n > 0 && !p.mask:
		p.keep(r.File, "", fmt.Sprintf("含%d处个人信息，发布前须由人决定：先用ingest查看遮盖后的样子，同意全部遮盖就加--mask，要保留或改写请到工作台 · "+
			"it holds personal data in %d places: look at the masked text with ingest, then add --mask to publish it so, or decide at the desk", n, n))
		return nil
	case wholeFileBlocked(r):
		p.keep(r.File, "", blockedBy(publish.Blocking(r.Findings)))
		return nil
	}
	seen := map[string]bool{}
	for i, d := range r.Disclosures {
		id := content.NewID(&d.Summary)
		if seen[id] {
			p.keep(r.File, d.Title, "同一文件里有两份同名同年的公开文本：请分开写明 · the file has two texts of the same project and year: tell them apart")
			continue
		}
		seen[id] = true
		if err := p.draft(ctx, r.File, i, d); err != nil {
			return err
		}
	}
	return nil
}

// wholeFileBlocked tells whether something blocks that is no draft's own.
func wholeFileBlocked(r publish.Report) bool {
	own := 0
	for _, d := range r.Disclosures {
		own += len(publish.Blocking(d.Findings))
	}
	return len(publish.Blocking(r.Findings)) > own
}

func blockedBy(found []content.Finding) string {
	why := ""
	for _, f := range found {
		why += f.Code + "：" + f.Note + " "
	}
	return why + "改好原文后再发布 · mend the text and publish again"
}

// draft publishes one draft, or says why not.
func (p *publisher) draft(ctx context.Context, file string, i int, d *content.Disclosure) error {
	if found := publish.Blocking(d.Findings); len(found) > 0 {
		p.keep(file, d.Title, blockedBy(found))
		return nil
	}
	if d.Publisher.Name == "" {
		p.keep(file, d.Title, "没有找到公开单位：请在文中写明，或到工作台补填 · no publishing unit was found: name it in the text, or at the desk")
		return nil
	}
	receipt, err := p.publish(ctx, i, d)
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		p.keep(file, d.Title, refused.why)
		return nil
	case err != nil:
		return fmt.Errorf("publishing %s: %w", file, err)
	}
	e := receipt.Entry
	_, err = fmt.Fprintf(p.out, "%s 版本 revision %d 存证 index %d %s sha256 %s %s\n",
		e.Disclosure, e.Revision, receipt.Index, e.Time.Format("2006-01-02T15:04:05Z"), e.SHA256, printable(file))
	return err
}

// refusal is a reason for which one draft is not published.
type refusal struct{ why string }

func (r *refusal) Error() string { return r.why }

// publish gives the receipt of a draft, by publishing it when the same file has
// not been published before.
func (p *publisher) publish(ctx context.Context, i int, d *content.Disclosure) (registry.Receipt, error) {
	id := content.NewID(&d.Summary)
	d.ID = id
	known, err := p.registry.Revisions(ctx, id)
	if errors.Is(err, registry.ErrNotFound) {
		return p.do(ctx, registry.Act{ID: actID(d, i, 1), Action: registry.Publish, Disclosure: d})
	}
	if err != nil {
		return registry.Receipt{}, err
	}
	newest := known[len(known)-1]
	if newest.Action == registry.Withdraw {
		return registry.Receipt{}, &refusal{fmt.Sprintf("%s已经撤回，不能再发布 · it was withdrawn as %s and stays so", id, id)}
	}
	same, err := p.sameFile(ctx, d, newest)
	switch {
	case err != nil:
		return registry.Receipt{}, err
	case same:
		p.known++
		return registry.Receipt{Index: newest.Index, Entry: newest.Entry}, nil
	case p.reason == "":
		return registry.Receipt{}, &refusal{fmt.Sprintf("这个项目已经由另一个文件发布（%s，版本%d）：要更正就加 --correct 原因 · "+
			"it was published from another file as %s, revision %d: add --correct REASON to correct that one", id, newest.Revision, id, newest.Revision)}
	}
	return p.do(ctx, registry.Act{
		ID: actID(d, i, newest.Revision+1), Action: registry.Correct, Disclosure: d, Base: newest.Revision, Reason: string(p.reason),
	})
}

func (p *publisher) do(ctx context.Context, act registry.Act) (registry.Receipt, error) {
	receipt, err := p.registry.Do(ctx, act)
	if errors.Is(err, registry.ErrRepeated) {
		return receipt, &refusal{"这个文件以前发布过，当时读出的项目名称或年度不同：请到工作台更正原来那一份 · " +
			"the file was published before, when its title or year was read otherwise: correct that one at the desk"}
	}
	for _, refused := range []error{registry.ErrAct, registry.ErrStale, registry.ErrPublished, registry.ErrWithdrawn} {
		if errors.Is(err, refused) {
			return receipt, &refusal{err.Error()}
		}
	}
	if err == nil {
		p.done++
	}
	return receipt, err
}

// sameFile tells whether a revision was made from the file of a draft.
func (p *publisher) sameFile(ctx context.Context, d *content.Disclosure, r registry.Revision) (bool, error) {
	b, err := p.registry.Content(ctx, r)
	if errors.Is(err, registry.ErrErased) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	there, err := content.Parse(b)
	if err != nil {
		return false, fmt.Errorf("reading what is published as %s: %w", r.Disclosure, err)
	}
	return d.Source != nil && there.Source != nil && d.Source.SHA256 == there.Source.SHA256, nil
}

// actID names the publication of the i-th draft of a file as a revision, so that
// a command that was cut short and given again publishes nothing twice.
func actID(d *content.Disclosure, i, revision int) string {
	sum := ""
	if d.Source != nil {
		sum = d.Source.SHA256
	}
	return fmt.Sprintf("file-%.24s-%d-%d", sum, i, revision)
}

// end says how much was done.
func (p *publisher) end() error {
	fmt.Fprintf(p.err, "发布%d份，原已发布%d份，未发布%d份 · published: %d, published before: %d, not published: %d\n",
		p.done, p.known, p.kept, p.done, p.known, p.kept)
	if p.kept > 0 {
		return errQuiet
	}
	return nil
}
