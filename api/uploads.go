package api

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"mingzhang/content"
	"mingzhang/desk"
)

// The parts of an upload.
const (
	partFile = "file"
	partUnit = "unit"
)

// UploadInput names an upload, so that it may be repeated.
type UploadInput struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"提交编号：同一编号、同样的文件只交一次，答复相同 · The same key with the same files is handed in once and answered the same" example:"2026-budget-017"`
}

// Uploaded is what became of an upload, file by file.
type Uploaded struct {
	Files []UploadedFile `json:"files"`
}

// UploadedFile is what became of one file. Its texts are masked.
type UploadedFile struct {
	File     string            `json:"file" doc:"文件名 · Its name"`
	Format   string            `json:"format" doc:"txt, docx ...; of a refused file what it is, when that is known" example:"docx"`
	SHA256   string            `json:"sha256" doc:"Of its bytes"`
	Drafts   []DraftLink       `json:"drafts" doc:"由它生成的草稿 · The drafts that were made"`
	Findings []content.Finding `json:"findings" doc:"About the file as a whole"`
	Notes    []string          `json:"notes" doc:"略去的内容 · What stands in the file and was left out"`
	Rejected *Rejected         `json:"rejected" doc:"为何没有草稿；否则为 null · Why there is no draft; null otherwise"`
}

// DraftLink says where a draft is.
type DraftLink struct {
	ID   string `json:"id"`
	Self string `json:"self" doc:"GET it for its ETag"`
}

// Rejected says why a file was refused and what to do.
type Rejected struct {
	Chinese string `json:"chinese"`
	English string `json:"english"`
}

// upload hands files in. When not one draft came of them, nothing was created,
// and the answer is a problem that says so of each file.
func (s *server) upload(a *asked, in *UploadInput) (Uploaded, error) {
	unit, files, err := a.parts()
	if err != nil {
		return Uploaded{}, err
	}
	got, err := s.Office.Desk.Upload(a.ctx, a.who, unit, in.Key, files...)
	if err != nil {
		return Uploaded{}, err
	}
	if got.Repeated {
		a.fiber.Set("Idempotent-Replayed", "true")
	}
	var all Uploaded
	drafts := 0
	for i := range got.Files {
		all.Files = append(all.Files, s.uploadedFile(&got.Files[i]))
		drafts += len(got.Files[i].Drafts)
	}
	if drafts == 0 {
		return all, allRejected(all.Files)
	}
	return all, nil
}

func (s *server) uploadedFile(read *desk.Read) UploadedFile {
	f := UploadedFile{File: read.File, Format: read.Format, SHA256: read.SHA256, Drafts: []DraftLink{}, Notes: append([]string{}, read.Notes...)}
	whole := content.Disclosure{Summary: content.Summary{Findings: read.Findings}}
	whole.FillLists()
	f.Findings = whole.Findings
	for _, id := range read.Drafts {
		f.Drafts = append(f.Drafts, DraftLink{id, s.link(draftPath(id))})
	}
	if read.Rejected != "" {
		chinese, english, both := strings.Cut(string(read.Rejected), " / ")
		if !both {
			english = chinese
		}
		f.Rejected = &Rejected{chinese, english}
	}
	return f
}

// allRejected tells of an upload that made no draft.
func allRejected(files []UploadedFile) error {
	r := &refusal{status: http.StatusUnprocessableEntity, detail: "No draft came of this upload; errors says of each file why, and what to do."}
	for i, f := range files {
		one := &huma.ErrorDetail{Location: fmt.Sprintf("body.%s[%d]", partFile, i), Value: printable(f.File), Message: "holds no project that could be read"}
		if f.Rejected != nil {
			one.Message = f.Rejected.English
		}
		r.errors = append(r.errors, one)
	}
	return r
}

// parts reads the form of an upload: the files, and the unit that hands them in,
// which is the token's own when it is not named.
func (a *asked) parts() (unit string, files []desk.File, err error) {
	if err := onlyType(a.fiber, fiber.MIMEMultipartForm); err != nil {
		return "", nil, err
	}
	form, err := a.fiber.MultipartForm()
	if err != nil {
		return "", nil, &refusal{status: http.StatusBadRequest, detail: "The form cannot be read: " + printable(err.Error()) + "."}
	}
	if unit, err = a.unitIn(form); err != nil {
		return "", nil, err
	}
	if len(form.File[partFile]) == 0 {
		return "", nil, unfitField("body."+partFile, "is missing; send each file as a part of that name with a filename")
	}
	for _, head := range form.File[partFile] {
		b, err := readPart(head)
		if err != nil {
			return "", nil, err
		}
		files = append(files, desk.File{Name: head.Filename, Bytes: b})
	}
	return unit, files, nil
}

// unitIn gives the unit of an upload, and refuses parts that mean nothing.
func (a *asked) unitIn(form *multipart.Form) (string, error) {
	for name := range form.File {
		if name != partFile {
			return "", unfitField("body."+printable(name), "is no part that takes a file; file is")
		}
	}
	for name, values := range form.Value {
		if name != partUnit {
			return "", unfitField("body."+printable(name), "is no part that takes text; unit is, and file takes a file with a filename")
		}
		if len(values) > 1 {
			return "", unfitField("body."+partUnit, "is given more than once")
		}
	}
	unit := a.who.Unit
	if given := form.Value[partUnit]; len(given) == 1 && given[0] != "" {
		unit = given[0]
	}
	if a.who.Unit != "" && unit != a.who.Unit {
		return "", &refusal{status: http.StatusNotFound, detail: "There is no such unit for this token; leave unit out to hand in for its own."}
	}
	if unit == "" {
		return "", unfitField("body."+partUnit, "is missing; this token acts for all units, so name the one")
	}
	return unit, nil
}

func readPart(head *multipart.FileHeader) ([]byte, error) {
	f, err := head.Open()
	if err != nil {
		return nil, fmt.Errorf("opening an uploaded file: %w", err)
	}
	b, err := io.ReadAll(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("reading an uploaded file: %w", err)
	}
	return b, nil
}

// uploadBody documents the form of an upload.
func uploadBody() *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{fiber.MIMEMultipartForm: {Schema: &huma.Schema{
		Type: huma.TypeObject, Required: []string{partFile},
		Properties: map[string]*huma.Schema{
			partFile: {
				Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString, Format: "binary"},
				Description: "文件，1 至 20 个，合计不超过 64 MiB · 1 to 20 files, at most 64 MiB together",
			},
			partUnit: {Type: huma.TypeString, Description: "单位 id；缺省为令牌的单位 · Id of the unit; the token's own without it"},
		},
	}}}}
}
