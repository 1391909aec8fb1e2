package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"mingzhang/audit"
	"mingzhang/content"
)

// Action is what a person decided about a piece of personal data.
type Action string

// The actions.
const (
	MaskIt Action = "mask" // publish the mask
	KeepIt Action = "keep" // publish the words; a reason is needed
	EditIt Action = "edit" // publish other words
)

// Decision is what a person decided about one piece of personal data wherever it
// stands in one file. It holds none of the original words.
type Decision struct {
	Hit     string       `json:"hit" doc:"Id of the hit"`
	Action  Action       `json:"action" enum:"mask,keep,edit"`
	Words   content.Text `json:"words" doc:"What is published in its place; for edit only"`
	Because content.Text `json:"because" doc:"Why the words are no personal data or may be published; for keep only"`
	By      string       `json:"by" doc:"Who decided"`
}

// Check tells what is wrong with a decision: a reason or words are missing, or the
// words are personal data themselves.
func (d Decision) Check() error {
	switch {
	case d.Hit == "" || d.By == "":
		return fmt.Errorf("a decision names a hit and who decided")
	case d.Action == KeepIt && d.Because == "":
		return fmt.Errorf("keeping %s needs a reason", d.Hit)
	case d.Action == EditIt && (d.Words == "" || len(audit.FindPersonal(string(d.Words))) > 0):
		return fmt.Errorf("editing %s needs words that hold no personal data", d.Hit)
	case d.Action != MaskIt && d.Action != KeepIt && d.Action != EditIt:
		return fmt.Errorf("%q is no decision; want mask, keep or edit", d.Action)
	}
	return nil
}

// Hit is one piece of personal data in a file with all its places. Until a person
// has decided it is masked, and nothing of the file may be published.
type Hit struct {
	ID string `json:"id" doc:"Names the hit within its file"`
	audit.Personal
	Places   []Place   `json:"places" doc:"Where it stands; empty when only in what is left out of the drafts"`
	Blocking bool      `json:"blocking" doc:"Nobody has decided yet"`
	Decision *Decision `json:"decision" doc:"What a person decided; null before"`
}

// Place is where a hit stands in the text before masking.
type Place struct {
	Disclosure int          `json:"disclosure" doc:"Index of the draft in the file"`
	Section    content.Text `json:"section" doc:"Key of the section; null for a short text"`
	Field      content.Text `json:"field" doc:"Name of the short text, such as Title; null within a section"`
	Start      int          `json:"start" doc:"First character in the text before masking, counted in Unicode code points"`
	End        int          `json:"end" doc:"One past the last character"`
}

// hits gathers the personal data of one file, each once.
type hits struct {
	file      string // hash of its bytes
	list      []Hit
	at        map[string]int // index by id
	decisions map[string]Decision
}

// newHits takes the decisions that are complete; others decide nothing.
func newHits(file string, decisions []Decision) *hits {
	h := &hits{file: file, list: []Hit{}, at: map[string]int{}, decisions: map[string]Decision{}}
	for _, d := range decisions {
		if d.Check() == nil {
			h.decisions[d.Hit] = d
		}
	}
	return h
}

// id names a hit. The file's hash goes into it: the ids of two files tell nothing
// of each other.
func (h *hits) id(p audit.Personal) string {
	sum := sha256.Sum256([]byte(h.file + "\x00" + p.Kind + "\x00" + p.Text))
	return hex.EncodeToString(sum[:8])
}

// add takes a hit in and gives it for its places.
func (h *hits) add(p audit.Personal) *Hit {
	if p.Kind == audit.PersonName {
		p.Text = strings.ReplaceAll(p.Text, "\n", "") // a line broke inside of it
	}
	id := h.id(p)
	i, known := h.at[id]
	if !known {
		i = len(h.list)
		h.at[id] = i
		hit := Hit{ID: id, Personal: p, Places: []Place{}, Blocking: true}
		if d, ok := h.decisions[id]; ok {
			hit.Decision, hit.Blocking = &d, false
		}
		h.list = append(h.list, hit)
	}
	return &h.list[i]
}

// personal gives what is known so far, for the search in other drafts.
func (h *hits) personal() []audit.Personal {
	var out []audit.Personal
	for _, hit := range h.list {
		out = append(out, hit.Personal)
	}
	return out
}

// words gives what is published in the place of a hit: its mask, unless a person
// decided otherwise.
func (h *hits) words(p audit.Personal) string {
	switch d := h.decisions[h.id(p)]; d.Action {
	case KeepIt:
		return p.Text
	case EditIt:
		return string(d.Words)
	}
	return p.Masked
}

// apply replaces the personal data of the draft at an index as it was decided.
func (h *hits) apply(index int, d *content.Disclosure) {
	for _, p := range audit.ReplacePersonal(d, h.personal(), h.words) {
		hit := h.add(p.Personal)
		place := Place{index, content.Text(p.Section), content.Text(p.Field), p.Start, p.End}
		if !slices.Contains(hit.Places, place) { // a draft is looked through twice
			hit.Places = append(hit.Places, place)
		}
	}
}

// Decide applies decisions to a draft that is not masked yet and gives every hit
// in it. What nobody decided on is masked and still blocks. file is the hash of the
// file that the draft was read from. What is known from elsewhere in that file is
// masked here too, and is a hit even when it stands nowhere in the draft. It
// publishes and keeps nothing.
func Decide(file string, d *content.Disclosure, decisions []Decision, known ...audit.Personal) []Hit {
	h := newHits(file, decisions)
	for _, p := range known {
		h.add(p)
	}
	h.apply(0, d)
	return h.list
}
