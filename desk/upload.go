package desk

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/registry"
)

// Limits of an upload.
const (
	maxFiles  = 20
	maxUpload = 64 << 20 // bytes of all files
	maxKey    = 200      // bytes of an idempotency key
	maxName   = 120      // characters of the name of a file
)

// File is one file as somebody hands it in.
type File struct {
	Name  string // for people only: what a file is follows from its bytes
	Bytes []byte
}

// Uploaded is what became of an upload.
type Uploaded struct {
	Files    []Read `json:"files"`
	Repeated bool   `json:"repeated" doc:"The same upload was made before; these are its drafts"`
}

// Read is what became of one file. Its texts are masked.
type Read struct {
	File     string            `json:"file"`
	Format   string            `json:"format" doc:"txt, docx ...; for a refused file what it is, when that is known"`
	SHA256   string            `json:"sha256"`
	Drafts   []string          `json:"drafts" doc:"Ids of the drafts that were made"`
	Findings []content.Finding `json:"findings" doc:"About the file as a whole"`
	Notes    []string          `json:"notes" doc:"What stands in the file and was left out"`
	Rejected content.Text      `json:"rejected" doc:"Why there is no draft and what to do; null otherwise"`
}

// Upload reads files and makes a draft of every project in them; a file that is
// refused makes none and says why. The same key gives the drafts of the first
// upload again, so that an upload may be repeated after any error; other files
// under that key are ErrKey. Without a key every upload is another one.
func (k *Desk) Upload(ctx context.Context, who account.Who, unitID, key string, files ...File) (Uploaded, error) {
	if err := (act{"draft.upload", account.WriteDrafts, nil}).allow(who, unitID); err != nil {
		return Uploaded{}, err
	}
	if err := checkFiles(key, files); err != nil {
		return Uploaded{}, err
	}
	unit, err := k.unit(ctx, unitID)
	if err != nil {
		return Uploaded{}, err
	}
	if key == "" {
		key = "-" + rand.Text() // unlike any that a caller may give
	}
	u := &upload{unit: unit, key: key, fingerprint: fingerprint(files)}
	err = k.db.Read(ctx, func(tx *database.Tx) (err error) { u.result, err = u.before(tx); return err })
	if err != nil || u.result.Repeated {
		return u.result, err
	}
	if err := k.readAll(ctx, u, files); err != nil {
		return Uploaded{}, err
	}
	return k.keepUpload(ctx, who, u, files)
}

// checkFiles refuses what is too much, and names and keys that are no texts.
func checkFiles(key string, files []File) error {
	total := 0
	for _, f := range files {
		total += len(f.Bytes)
	}
	if len(files) == 0 || len(files) > maxFiles || total > maxUpload {
		return fmt.Errorf("%w (%d files, %d bytes)", ErrFiles, len(files), total)
	}
	if len(key) > maxKey || !utf8.ValidString(key) || strings.HasPrefix(key, "-") || strings.ContainsFunc(key, unseen) {
		return &Problems{ErrInvalid, []Problem{{"key", "key", "提交编号须在200字节以内，不以“-”开头", "an idempotency key has at most 200 bytes and does not begin with -"}}}
	}
	return nil
}

// fingerprint tells uploads apart.
func fingerprint(files []File) string {
	var b strings.Builder
	for _, f := range files {
		b.WriteString(content.SHA256([]byte(f.Name)) + content.SHA256(f.Bytes))
	}
	return content.SHA256([]byte(b.String()))
}

// displayName makes the name of a file one that can be shown: without folders,
// line breaks and what nobody sees, of bounded length.
func displayName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unseen(r) || strings.ContainsRune(`<>"|?*:`, r) {
			return -1
		}
		return r
	}, name))
	if r := []rune(name); len(r) > maxName { // the end tells the format
		name = string(r[:maxName-12]) + "…" + string(r[len(r)-11:])
	}
	if strings.Trim(name, "./") == "" {
		return "文件"
	}
	return name
}

// upload is an upload on its way into the database.
type upload struct {
	unit             account.Unit
	key, fingerprint string
	result           Uploaded
	drafts           []*Draft
	bodies           []*body
}

// before gives the result of the same upload when there was one.
func (u *upload) before(tx *database.Tx) (Uploaded, error) {
	var fingerprint string
	var result []byte
	err := tx.QueryRow("SELECT fingerprint, result FROM draft_upload WHERE unit = ? AND key = ?", u.unit.ID, u.key).Scan(&fingerprint, &result)
	if errors.Is(err, database.ErrNone) {
		return Uploaded{}, nil
	}
	if err != nil {
		return Uploaded{}, fmt.Errorf("looking for an earlier upload: %w", err)
	}
	if fingerprint != u.fingerprint {
		return Uploaded{}, ErrKey
	}
	var before Uploaded
	if err := json.Unmarshal(result, &before); err != nil {
		return Uploaded{}, fmt.Errorf("reading an earlier upload: %w", err)
	}
	before.Repeated = true
	return before, nil
}

// keepUpload keeps the originals, then the drafts. Nothing is acknowledged before
// both are on disk. What fails before the drafts are kept leaves nothing.
func (k *Desk) keepUpload(ctx context.Context, who account.Who, u *upload, files []File) (_ Uploaded, err error) {
	k.originals.using.RLock()
	defer k.originals.using.RUnlock()
	finish := k.originals.drop
	var names []string
	defer func() {
		for _, name := range names {
			err = errors.Join(err, finish(name))
		}
	}()
	for i, read := range u.result.Files {
		if len(read.Drafts) == 0 {
			continue
		}
		name, err := k.originals.keep(files[i].Bytes)
		if err != nil {
			return Uploaded{}, err
		}
		if name != "" {
			names = append(names, name)
		}
	}
	if err := k.db.Write(ctx, func(tx *database.Tx) error { return k.insert(tx, who, u) }); err != nil {
		return Uploaded{}, err
	}
	finish = k.originals.settle
	return u.result, nil
}

// insert writes the drafts of an upload.
func (k *Desk) insert(tx *database.Tx, who account.Who, u *upload) error {
	before, err := u.before(tx)
	if err != nil || before.Repeated { // the same upload came twice at once
		u.result = before
		return err
	}
	for i, d := range u.drafts {
		d.Unit, d.State, d.Action, d.Version = u.unit.ID, StateOpen, registry.Publish, 1
		if err := k.begin(tx, who, d, u.bodies[i], "draft.upload", "file "+string(d.Original)); err != nil {
			return err
		}
	}
	result, err := json.Marshal(u.result)
	if err != nil {
		return fmt.Errorf("writing an upload: %w", err)
	}
	_, err = tx.Exec("INSERT INTO draft_upload (unit, key, fingerprint, account, at, result) VALUES (?, ?, ?, ?, ?, ?)",
		u.unit.ID, u.key, u.fingerprint, who.Account, millis(k.now()), result)
	if err != nil {
		return fmt.Errorf("keeping an upload: %w", err)
	}
	if len(u.drafts) > 0 {
		return nil // each has told
	}
	return k.note(tx, who, "draft.upload-refused", u.unit.ID, fmt.Sprintf("files %d", len(u.result.Files)))
}

// begin writes a new draft with its body, first editor and event.
func (k *Desk) begin(tx *database.Tx, who account.Who, d *Draft, b *body, action, note string) error {
	d.Created, d.Creator = k.now(), who.Account
	d.Changed, d.Changer = d.Created, who.Account
	if err := addDraft(tx, d, b); err != nil {
		return err
	}
	if err := addEditor(tx, d.ID, who.Account); err != nil {
		return err
	}
	return k.note(tx, who, action, d.ID, note)
}

// newID gives the id of a draft: random, because it becomes public as the name of
// the act that publishes it.
func newID() string { return "d" + strings.ToLower(rand.Text()[:16]) }

// summarise takes over what a list shows.
func (d *Draft) summarise(o *outcome) {
	p := o.preview
	d.Kind, d.Title, d.Year, d.Amount = p.Kind, p.Title, p.Year, ""
	if p.Amount != nil {
		d.Amount = content.Text(p.Amount.Fen.Yuan())
	}
	if p.Source != nil {
		d.File = content.Text(p.Source.Filename)
	}
	d.Findings, d.Undecided, d.Problems = 0, 0, len(o.problems)
	for _, f := range p.Findings {
		if f.Verdict == content.Open {
			d.Findings++
		}
	}
	d.Undecided = len(slices.Collect(undecided(o.hits)))
}
