package desk

import (
	"time"

	"mingzhang/content"
	"mingzhang/publish"
	"mingzhang/registry"
)

// State says where a draft stands.
type State string

// The states. The last two are for ever.
const (
	StateOpen      State = "open"      // with the clerk; sent back when it has a review
	StateSubmitted State = "submitted" // waits for a reviewer
	StateApproved  State = "approved"  // waits for publication
	StatePublished State = "published"
	StateDiscarded State = "discarded"
)

// Draft is what a list tells of a draft. Its texts are masked.
type Draft struct {
	ID         string          `json:"id"`
	Unit       string          `json:"unit" doc:"Id of the unit that publishes"`
	Action     registry.Action `json:"action" enum:"publish,correct,withdraw"`
	State      State           `json:"state" enum:"open,submitted,approved,published,discarded"`
	Version    int             `json:"version" doc:"Counts every change; acts name the one that they saw"`
	Disclosure content.Text    `json:"disclosure" doc:"Id of what is corrected or withdrawn, or of what was published"`
	Base       int             `json:"base" doc:"Revision that a correction or withdrawal was made from"`
	Reason     content.Text    `json:"reason" doc:"Of a correction or withdrawal; will be public"`
	Kind       content.Kind    `json:"kind"`
	Title      string          `json:"title"`
	Year       content.Year    `json:"year"`
	Amount     content.Text    `json:"amount" doc:"Yuan with two decimals"`
	File       content.Text    `json:"file" doc:"Name of the original"`
	Original   content.Text    `json:"original" doc:"SHA-256 of its bytes"`
	Findings   int             `json:"findings" doc:"Open ones"`
	Undecided  int             `json:"undecided" doc:"Pieces of personal data that nobody decided on"`
	Problems   int             `json:"problems" doc:"What keeps it from being submitted, as of the last change"`
	Planned    time.Time       `json:"planned,omitzero" doc:"When it is to be published after approval"`
	Held       content.Text    `json:"held" doc:"Code of what kept a planned publication back"`
	Created    time.Time       `json:"created"`
	Creator    string          `json:"creator" doc:"Id of the account"`
	Changed    time.Time       `json:"changed"`
	Changer    string          `json:"changer"`
	Submitted  time.Time       `json:"submitted,omitzero"`
	Submitter  content.Text    `json:"submitter"`
	Approved   time.Time       `json:"approved,omitzero"`
	Approver   content.Text    `json:"approver"`
	Receipt    *Receipt        `json:"receipt" doc:"Null before publication"`
}

// Receipt is what proves a publication.
type Receipt struct {
	Index      int64     `json:"index" doc:"Of the entry in the log"`
	Disclosure string    `json:"disclosure"`
	Revision   int       `json:"revision"`
	SHA256     string    `json:"sha256" doc:"Of the published Markdown"`
	Published  time.Time `json:"published"`
}

// Review is what a reviewer said of a draft.
type Review struct {
	Version int          `json:"version" doc:"The version of the draft that the reviewer saw"`
	Account string       `json:"account" doc:"Id of the reviewer"`
	Verdict string       `json:"verdict" enum:"returned,approved"`
	Comment content.Text `json:"comment"`
	At      time.Time    `json:"at"`
}

// Sheet is everything about a draft for those who work on it. It holds personal
// data and is never cached nor published. A draft that was published or discarded
// has neither text nor hits any more.
type Sheet struct {
	Draft
	Text      *content.Disclosure `json:"text" doc:"As it would be without masks: what the clerk edits; figures and citations have their places in it"`
	Read      []content.Section   `json:"read" doc:"The sections as they were read or are published, before any edit"`
	Fields    []Field             `json:"fields" doc:"Every fact with where it was read from"`
	Edit      *Edit               `json:"edit" doc:"All that was changed so far"`
	Hits      []publish.Hit       `json:"hits" doc:"Personal data with its places in the text"`
	Problems  []Problem           `json:"blocking" doc:"What keeps it from being submitted or published"`
	Preview   *content.Disclosure `json:"preview" doc:"As it would be published, with findings; without what publication itself sets: status, revision, times"`
	Published *content.Disclosure `json:"published" doc:"The base revision of a correction or withdrawal"`
	Reviews   []Review            `json:"reviews"`
	Editors   []string            `json:"editors" doc:"Ids of those who cannot approve it"`
	Notes     []string            `json:"notes" doc:"What stands in the file and was left out"`
}
