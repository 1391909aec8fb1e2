package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
)

// Limits of lists.
const (
	maxList    = 1000
	maxWaiting = 500
)

// Filter says which drafts a list gives. The zero value gives all that who may see.
type Filter struct {
	Unit       string
	States     []State
	Disclosure string // only those that correct, withdraw or became it
	Editor     string // only those in which this account had a hand
	After      string // Next of the list before
	Limit      int    // 1 to 1000; 0 = 100
}

// Page is a part of a list, the latest change first.
type Page struct {
	Drafts []Draft `json:"drafts"`
	Next   string  `json:"next" doc:"Continues the list; empty at its end"`
}

// Drafts lists drafts.
func (k *Desk) Drafts(ctx context.Context, who account.Who, f Filter) (Page, error) {
	unit, err := scope(who, f.Unit)
	if err != nil {
		return Page{}, err
	}
	f.Unit = unit
	if f.Limit == 0 {
		f.Limit = 100
	}
	f.Limit = min(max(f.Limit, 1), maxList)
	where, args, err := f.where()
	if err != nil {
		return Page{}, err
	}
	var page Page
	err = k.db.Read(ctx, func(tx *database.Tx) (err error) {
		page.Drafts, err = list(tx, scanDraft, "SELECT "+columns+" FROM draft WHERE "+where+" ORDER BY changed DESC, id DESC LIMIT ?", append(args, f.Limit+1)...)
		return err
	})
	if len(page.Drafts) > f.Limit {
		page.Drafts = page.Drafts[:f.Limit]
		last := page.Drafts[f.Limit-1]
		page.Next = fmt.Sprintf("%d.%s", millis(last.Changed), last.ID)
	}
	return page, err
}

// where gives the condition of a filter with its values.
func (f Filter) where() (condition string, args []any, err error) {
	conditions := []string{"1"}
	add := func(condition string, values ...any) {
		conditions, args = append(conditions, condition), append(args, values...)
	}
	if f.Unit != "" {
		add("unit = ?", f.Unit)
	}
	if len(f.States) > 0 {
		values := make([]any, len(f.States))
		for i, s := range f.States {
			values[i] = string(s)
		}
		add("state IN (?"+strings.Repeat(",?", len(values)-1)+")", values...)
	}
	if f.Disclosure != "" {
		add("disclosure = ?", f.Disclosure)
	}
	if f.Editor != "" {
		add("EXISTS (SELECT 1 FROM draft_editor e WHERE e.draft = draft.id AND e.account = ?)", f.Editor)
	}
	if f.After != "" {
		changed, id, _ := strings.Cut(f.After, ".")
		at, err := strconv.ParseInt(changed, 10, 64)
		if err != nil {
			return "", nil, &Problems{ErrInvalid, []Problem{{"after", "after", "翻页位置无效；请从头开始", "the place to continue from is not one that a list gave"}}}
		}
		add("(changed, id) < (?, ?)", at, id)
	}
	return strings.Join(conditions, " AND "), args, nil
}

// scope gives the unit whose drafts who may list; empty = all.
func scope(who account.Who, unit string) (string, error) {
	if unit == "" {
		unit = who.Unit
	}
	return unit, reading().allow(who, unit)
}

// Queue tells who waits on whom.
type Queue struct {
	Counts  []Count   `json:"counts"`
	Waiting []Waiting `json:"waiting" doc:"The longest wait first"`
}

// Count is how many drafts of a unit stand where.
type Count struct {
	Unit  string `json:"unit"`
	State State  `json:"state"`
	Count int    `json:"count"`
}

// Waiting is a draft and whom it waits for.
type Waiting struct {
	Draft    Draft        `json:"draft"`
	For      string       `json:"for" enum:"submitter,reviewer,publisher,time" doc:"Who must act; time for a planned publication"`
	Account  content.Text `json:"account" doc:"Id of that account, when it is one"`
	Since    time.Time    `json:"since"`
	Returned bool         `json:"returned" doc:"A reviewer sent it back"`
}

// Queue lists what waits, for one unit or for all that who may see.
func (k *Desk) Queue(ctx context.Context, who account.Who, unit string) (Queue, error) {
	unit, err := scope(who, unit)
	if err != nil {
		return Queue{}, err
	}
	var q Queue
	var returned []string
	err = k.db.Read(ctx, func(tx *database.Tx) error {
		q.Counts, err = list(tx, func(row scanner) (c Count, err error) { return c, row.Scan(&c.Unit, &c.State, &c.Count) },
			"SELECT unit, state, count(*) FROM draft WHERE ?1 = '' OR unit = ?1 GROUP BY unit, state ORDER BY unit, state", unit)
		if err != nil {
			return err
		}
		q.Waiting, err = list(tx, func(row scanner) (w Waiting, err error) {
			w.Draft, err = scanDraft(row)
			return w, err
		}, "SELECT "+columns+" FROM draft WHERE state IN ('open', 'submitted', 'approved') AND (?1 = '' OR unit = ?1) ORDER BY changed, id LIMIT ?2", unit, maxWaiting)
		if err != nil {
			return err
		}
		returned, err = list(tx, func(row scanner) (id string, err error) { return id, row.Scan(&id) },
			"SELECT r.draft FROM draft_review r JOIN draft d ON d.id = r.draft WHERE d.state = 'open' GROUP BY r.draft")
		return err
	})
	for i := range q.Waiting {
		q.Waiting[i].settle(returned)
	}
	return q, err
}

// settle says whom a draft waits for.
func (w *Waiting) settle(returned []string) {
	d := &w.Draft
	w.Since = d.Changed
	switch {
	case d.State == StateOpen:
		w.For, w.Account = "submitter", d.Submitter
		if w.Account == "" {
			w.Account = content.Text(d.Creator)
		}
		w.Returned = slices.Contains(returned, d.ID)
	case d.State == StateSubmitted:
		w.For, w.Since = "reviewer", d.Submitted
	case d.Planned.IsZero() || d.Held != "":
		w.For, w.Since = "publisher", d.Approved
	default:
		w.For, w.Since = "time", d.Approved
	}
}
