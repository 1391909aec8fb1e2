package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"mingzhang/account"
	"mingzhang/desk"
)

// Limits of what one request may bring, in bytes.
const (
	uploadLimit = 64<<20 + 1<<20 // files of one upload with what surrounds them
	draftLimit  = 4 << 20        // 300,000 characters of text and all facts
)

// UploadLimit gives the most bytes that a request may bring, by its head alone, so
// that only who may hand in files is read at length; 0 leaves it to the edge.
func (s *Site) UploadLimit(h *fasthttp.RequestHeader) int {
	if s.cfg.Office == nil {
		return 0
	}
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	rest, isAPI := strings.CutPrefix(path, "/api/v1/")
	if isAPI {
		limit := apiLimit(string(h.Method()), rest)
		if limit == 0 || s.stranger(string(h.Peek(fiber.HeaderAuthorization))) {
			return 0
		}
		return limit
	}
	limit := s.deskLimit(string(h.Method()), path)
	if limit == 0 || !s.hasSession(string(h.Cookie(s.cookieName(sessionCookie)))) {
		return 0
	}
	return limit
}

// apiLimit gives the bytes that a program may send to a path below /api/v1/.
func apiLimit(method, path string) int {
	switch {
	case method == fiber.MethodPost && path == "uploads":
		return uploadLimit
	case method == fiber.MethodPatch && strings.HasPrefix(path, "drafts/"):
		return draftLimit
	}
	return 0
}

// deskLimit gives the bytes that a form may send to a page of the desk.
func (s *Site) deskLimit(method, path string) int {
	_, path = s.languageOf(path)
	switch {
	case method != fiber.MethodPost:
		return 0
	case path == "/desk/uploads", strings.HasPrefix(path, "/desk/published/") && strings.HasSuffix(path, "/correct"):
		return uploadLimit
	case strings.HasPrefix(path, "/desk/drafts/"):
		return draftLimit
	}
	return 0
}

// stranger tells whether an Authorization header opens nothing.
func (s *Site) stranger(header string) bool {
	who, err := s.cfg.Office.Accounts.Authenticate(context.Background(), header)
	return err != nil || !who.May(account.WriteDrafts, who.Unit)
}

func (s *Site) hasSession(cookie string) bool {
	who, err := s.cfg.Office.Accounts.Session(context.Background(), cookie)
	return err == nil && who.May(account.WriteDrafts, who.Unit)
}

// uploadedView tells what became of files.
type uploadedView struct {
	view
	Results  []fileResult
	Repeated bool
}

// fileResult is what became of one file.
type fileResult struct {
	File   string
	Class  string // good or bad
	Words  string
	Drafts []link
	Notes  []string
}

// upload answers POST /desk/uploads.
func (s *Site) upload(r *request) error {
	files, err := r.files("files")
	if err != nil {
		return err
	}
	got, err := s.handIn(r, r.unitOf(), files)
	if err != nil {
		return err
	}
	v := uploadedView{view: s.deskView(r, r.lang.T("uploaded.title")), Repeated: got.Repeated}
	for i := range got.Files {
		result, err := s.fileResult(r, &got.Files[i])
		if err != nil {
			return err
		}
		v.Results = append(v.Results, result)
	}
	return s.render(r, "uploaded", v)
}

// handIn gives files to the desk. Files that are sent again from the same page
// make no second drafts.
func (s *Site) handIn(r *request, unit string, files []desk.File) (desk.Uploaded, error) {
	key := r.c.FormValue("key")
	if key != "" {
		sum := sha256.New()
		for _, f := range files {
			fmt.Fprintf(sum, "%q %d\n", f.Name, len(f.Bytes))
			sum.Write(f.Bytes)
		}
		key = "page-" + key + "-" + hex.EncodeToString(sum.Sum(nil)[:16])
	}
	return s.drafts().Upload(r.ctx(), r.who, unit, key, files...)
}

// files reads the files of a field; empty ones, which a browser sends when none
// was chosen, are left out.
func (r *request) files(name string) ([]desk.File, error) {
	sent, err := r.c.MultipartForm()
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", desk.ErrFiles, err)
	}
	var files []desk.File
	for _, head := range sent.File[name] {
		if head.Filename == "" && head.Size == 0 {
			continue
		}
		b, err := readPart(head)
		if err != nil {
			return nil, err
		}
		files = append(files, desk.File{Name: head.Filename, Bytes: b})
	}
	return files, nil
}

func readPart(head *multipart.FileHeader) ([]byte, error) {
	f, err := head.Open()
	if err != nil {
		return nil, fmt.Errorf("opening an uploaded file: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("reading an uploaded file: %w", err)
	}
	return b, nil
}

func (s *Site) fileResult(r *request, read *desk.Read) (fileResult, error) {
	l := r.lang
	result := fileResult{File: read.File, Class: "bad", Notes: read.Notes}
	if read.Rejected != "" {
		chinese, english, both := strings.Cut(string(read.Rejected), " / ")
		if !both {
			english = chinese
		}
		result.Words = l.T("uploaded.rejected", l.said(chinese, english))
		return result, nil
	}
	result.Class, result.Words = "good", l.T("uploaded.drafts", len(read.Drafts))
	for _, id := range read.Drafts {
		sheet, err := s.drafts().Sheet(r.ctx(), r.who, id)
		if err != nil {
			return result, err
		}
		note := strings.Join(l.needs(&sheet.Draft), l.T("list.comma"))
		result.Drafts = append(result.Drafts, link{Text: l.draftTitle(&sheet.Draft), Href: l.To(draftPath(id)), Note: orElse(note, l.T("uploaded.ready"))})
	}
	return result, nil
}

// original answers GET /desk/drafts/{id}/original: the file as it was handed in.
// A browser only saves it.
func (s *Site) original(r *request) error {
	id := r.c.Params("id")
	b, err := s.drafts().Original(r.ctx(), r.who, id)
	if err != nil {
		return err
	}
	sheet, err := s.drafts().Sheet(r.ctx(), r.who, id)
	if err != nil {
		return err
	}
	r.c.Set(fiber.HeaderContentDisposition, "attachment; filename*=UTF-8''"+url.PathEscape(orElse(string(sheet.File), "original")))
	r.c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	r.c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	return r.c.Send(b)
}
