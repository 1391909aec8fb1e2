package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// Match is the header by which an act names the version of a draft that it saw.
type Match struct {
	IfMatch string `header:"If-Match" required:"true" doc:"草稿的 ETag：别人改过就不会被覆盖 · The ETag of the draft as it was seen, so that nobody's change is lost" example:"\"3\""`
}

// version reads If-Match (RFC 9110, 13.1.1). A list and * are refused, because
// they would allow an act on a version that nobody looked at.
func (m Match) version() (int, error) {
	tag := strings.TrimSpace(m.IfMatch)
	if tag == "" || tag == "*" {
		return 0, &refusal{status: http.StatusPreconditionRequired, detail: "Send If-Match with the ETag of the draft as you saw it; GET the draft to learn it."}
	}
	inner, opened := strings.CutPrefix(tag, `"`)
	inner, closed := strings.CutSuffix(inner, `"`)
	weak := strings.HasPrefix(tag, `W/"`)
	if weak || opened && closed && !strings.Contains(inner, `"`) {
		version, err := strconv.Atoi(inner)
		if weak || err != nil || version < 1 || tag != etag(version) {
			return 0, &refusal{status: http.StatusPreconditionFailed, detail: "If-Match is no ETag that a draft ever had; GET the draft and send its ETag as it is."}
		}
		return version, nil
	}
	const reason = `is not one ETag in quotes, such as "3"`
	return 0, &refusal{
		status: http.StatusBadRequest, detail: "If-Match " + reason + ".",
		errors: []*huma.ErrorDetail{{Location: "header.If-Match", Message: reason, Value: printable(tag)}},
	}
}

// etag names a version of a draft. It is strong: the draft has one form only.
func etag(version int) string { return fmt.Sprintf(`"%d"`, version) }

// seen gives the ETag of the draft that an answer tells of.
func (a *asked) seen(version int) { a.fiber.Set(fiber.HeaderETag, etag(version)) }

// checkMatch refuses an act that does not say what it saw, before its body is
// looked at.
func checkMatch(in any) error {
	act, ok := in.(*ActInput)
	if !ok {
		return nil
	}
	_, err := act.version()
	return err
}

// documentHeaders tells what the headers of an endpoint mean.
func documentHeaders[I any](op huma.Operation) {
	ok := op.Responses[strconv.Itoa(op.DefaultStatus)]
	header := func(name, doc string) {
		ok.Headers[name] = &huma.Param{Description: doc, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	switch any(new(I)).(type) {
	case *ActInput:
		header(fiber.HeaderETag, "版本，下一次操作的 If-Match · The version, for If-Match of the next act")
	case *DraftInput:
		header(fiber.HeaderETag, "版本，用作 If-Match · The version, for If-Match")
	case *AmendInput:
		header(fiber.HeaderETag, "版本，用作 If-Match · The version, for If-Match")
		header(fiber.HeaderLocation, "新草稿的地址 · Where the new draft is")
	case *UploadInput:
		header("Idempotent-Replayed", "true：这次提交先前已收到 · true when the same upload was answered before")
	}
}
