package web

import (
	"crypto/rand"
	"net/url"
	"strings"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/desk"
	"mingzhang/portal"
)

// publishedView lists what is published, with what may be done about it.
type publishedView struct {
	view
	Done   string
	Search string
	Units  []pick
	Rows   []publishedRow
	Count  string
	Next   *link
	May    bool
}

// publishedRow is one disclosure that is published.
type publishedRow struct {
	Title, Href       string
	Meta              []string
	Correct, Withdraw string
	History           string
}

// published answers GET /desk/published: what the own unit has published.
func (s *Site) published(r *request) error {
	if err := r.only("q", "unit", "cursor", "done"); err != nil {
		return err
	}
	unit := orElse(r.who.Unit, r.values.Get("unit"))
	v := publishedView{view: s.deskView(r, r.lang.T("published.title")), Done: r.doneWords(), Search: strings.TrimSpace(r.values.Get("q"))}
	var err error
	if v.Units, err = s.unitPicks(r, unit); err != nil {
		return err
	}
	q := portal.Query{Text: v.Search, Cursor: r.values.Get("cursor"), Sort: "-updated"}
	if unit != "" {
		q.Filter.Publishers = []string{unit}
	}
	page, err := s.svc.Find(r.ctx(), q)
	if err != nil {
		return err
	}
	v.May = r.who.May(account.WriteDrafts, r.who.Unit)
	v.Count = r.lang.T("published.count", page.Total)
	for _, one := range page.Rows {
		row, err := r.lang.publishedRow(one)
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	if page.Next != "" {
		query := url.Values{"cursor": {page.Next}}
		for name, value := range map[string]string{"q": v.Search, "unit": r.values.Get("unit")} {
			if value != "" {
				query.Set(name, value)
			}
		}
		v.Next = &link{Text: r.lang.T("published.next"), Href: withQuery(r.lang.To(r.path), query)}
	}
	return s.render(r, "published", v)
}

func (l *language) publishedRow(one portal.Row) (publishedRow, error) {
	d, err := one.Summary()
	if err != nil {
		return publishedRow{}, err
	}
	path := l.To("/desk/published/" + d.ID)
	row := publishedRow{
		Title: d.Title, Href: l.To("/disclosures/" + d.ID), Correct: path + "/correct", Withdraw: path + "/withdraw",
		History: l.To("/disclosures/" + d.ID + "/history"),
		Meta:    []string{d.Publisher.Name, l.T("kind." + string(d.Kind))},
	}
	if d.Year != 0 {
		row.Meta = append(row.Meta, l.T("year", l.year(d.Year)))
	}
	if d.Amount != nil {
		row.Meta = append(row.Meta, l.money(d.Amount))
	}
	row.Meta = append(row.Meta, l.T("published.revision", d.Revision, l.Date(d.UpdatedAt)))
	return row, nil
}

// ownText gives a published text of a unit that who has signed in acts for.
func (s *Site) ownText(r *request) (*content.Disclosure, error) {
	d, err := s.svc.Read(r.ctx(), r.c.Params("id"))
	if err != nil {
		return nil, err
	}
	if !r.who.May(account.WriteDrafts, d.Publisher.ID) {
		return nil, account.ErrForbidden
	}
	return d, nil
}

// askCorrect answers GET /desk/published/{id}/correct.
func (s *Site) askCorrect(r *request) error { return s.showCorrect(r, "") }

func (s *Site) showCorrect(r *request, wrong string) error {
	d, err := s.ownText(r)
	if err != nil {
		return err
	}
	l := r.lang
	return s.showForm(r, form{
		Heading: l.T("correct.title", d.Title), Lead: l.T("correct.lead"), Wrong: wrong, Button: l.T("correct.button"), Files: true,
		Hidden: []field{{"key", rand.Text()}},
		Fields: []input{
			{Name: "reason", Label: l.T("correct.reason"), Hint: l.T("correct.reason_hint"), Type: "text", Value: r.c.FormValue("reason"), Max: 1000},
			{Name: "files", Label: l.T("correct.file"), Hint: l.T("correct.file_hint"), Type: "file", Optional: true},
		},
		Others: []link{{Text: l.T("correct.back"), Href: l.To("/desk/published")}},
	})
}

// correct answers POST /desk/published/{id}/correct: a draft of the published
// text, or of a new file that takes its place.
func (s *Site) correct(r *request) error {
	d, err := s.ownText(r)
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(r.c.FormValue("reason"))
	if reason == "" {
		return s.showCorrect(r, r.lang.T("correct.no_reason"))
	}
	files, err := r.files("files")
	if err != nil {
		return err
	}
	var draft desk.Draft
	if len(files) == 0 {
		draft, err = s.drafts().Correct(r.ctx(), r.who, d.ID, reason)
	} else {
		draft, err = s.correctByFile(r, d, reason, files)
	}
	if words := r.wrongReason(err); words != "" {
		return s.showCorrect(r, words)
	}
	if err != nil {
		return err
	}
	return s.backTo(r, draftPath(draft.ID), "corrects", "")
}

// correctByFile makes the one project of a new file a correction. A file with
// several projects stays as drafts, of which the clerk takes the right one.
func (s *Site) correctByFile(r *request, d *content.Disclosure, reason string, files []desk.File) (desk.Draft, error) {
	got, err := s.handIn(r, d.Publisher.ID, files[:1])
	if err != nil {
		return desk.Draft{}, err
	}
	read := got.Files[0]
	if read.Rejected != "" || len(read.Drafts) != 1 {
		why := desk.Problem{Code: "file", Field: "files", Chinese: string(read.Rejected), English: string(read.Rejected)}
		if read.Rejected == "" {
			why.Chinese = "这个文件里有多个项目，已分别存为草稿；请从工作台打开对应的一份，选择“改为更正”"
			why.English = "the file has several projects, which are drafts now; open the right one on the desk and make it a correction"
		}
		return desk.Draft{}, &desk.Problems{Refusal: desk.ErrInvalid, List: []desk.Problem{why}}
	}
	sheet, err := s.drafts().Sheet(r.ctx(), r.who, read.Drafts[0])
	if err != nil || string(sheet.Disclosure) == d.ID {
		return sheet.Draft, err // it was sent twice
	}
	return s.drafts().Replace(r.ctx(), r.who, sheet.ID, sheet.Version, d.ID, reason)
}

// askWithdraw answers GET /desk/published/{id}/withdraw.
func (s *Site) askWithdraw(r *request) error { return s.showWithdraw(r, "") }

func (s *Site) showWithdraw(r *request, wrong string) error {
	d, err := s.ownText(r)
	if err != nil {
		return err
	}
	l := r.lang
	return s.showForm(r, form{
		Heading: l.T("withdraw.title", d.Title), Lead: l.T("withdraw.lead"), Wrong: wrong, Button: l.T("withdraw.button"),
		Fields: []input{{Name: "reason", Label: l.T("withdraw.reason"), Hint: l.T("correct.reason_hint"), Type: "text", Value: r.c.FormValue("reason"), Max: 1000}},
		Others: []link{{Text: l.T("correct.back"), Href: l.To("/desk/published")}},
	})
}

// withdraw answers POST /desk/published/{id}/withdraw: a draft that goes the way
// of every other.
func (s *Site) withdraw(r *request) error {
	d, err := s.ownText(r)
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(r.c.FormValue("reason"))
	if reason == "" {
		return s.showWithdraw(r, r.lang.T("correct.no_reason"))
	}
	draft, err := s.drafts().Withdraw(r.ctx(), r.who, d.ID, reason)
	if words := r.wrongReason(err); words != "" {
		return s.showWithdraw(r, words)
	}
	if err != nil {
		return err
	}
	return s.backTo(r, draftPath(draft.ID), "withdraws", "")
}
