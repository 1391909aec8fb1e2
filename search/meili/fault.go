package meili

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"mingzhang/search"
)

// ErrKey is wrapped, together with [search.ErrUnavailable], by errors of a server
// that refuses the API key. Trying again does not help: the key must be mended.
var ErrKey = errors.New("the API key is refused by Meilisearch")

// keyHelp says what a key needs; the names are those of the server's actions.
const keyHelp = `give the server's master key, or a key with the actions search, documents.*, indexes.*, settings.* and tasks.get ` +
	`on the indexes %[1]q and %[2]q, with --meili-key-file`

// maxReason is how many bytes of a server's message go into an error.
const maxReason = 300

// fault turns an error of the client into one that says what was being tried,
// and whether the server is away, without the long texts of the client, which
// repeat what was sent.
func (x *Index) fault(ctx context.Context, doing string, err error) error {
	var e *meilisearch.Error
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("%s: %w", doing, context.Canceled)
	case ctx.Err() != nil: // the client's errors do not wrap it
		return fmt.Errorf("%s: %w: %w", doing, search.ErrUnavailable, ctx.Err())
	case !errors.As(err, &e):
		return fmt.Errorf("%s: %w: %w", doing, search.ErrUnavailable, err)
	case e.StatusCode == http.StatusUnauthorized, e.StatusCode == http.StatusForbidden:
		help := fmt.Sprintf(keyHelp, x.name, x.nextName())
		return fmt.Errorf("%s: %w: %w (HTTP %d): %s", doing, search.ErrUnavailable, ErrKey, e.StatusCode, help)
	case isMissing(err):
		return fmt.Errorf("%s: %w: Meilisearch has no index %q, it must be built first", doing, search.ErrUnavailable, x.name)
	}
	return fmt.Errorf("%s: %w: %s", doing, search.ErrUnavailable, reason(e))
}

// reason returns in few words why a call failed.
func reason(e *meilisearch.Error) string {
	switch {
	case e.StatusCode >= 200 && e.StatusCode < 400:
		return fmt.Sprintf("the answer (HTTP %d) is not Meilisearch's: is the URL right, is a proxy in between?", e.StatusCode)
	case e.StatusCode == 0 && e.OriginError != nil:
		return "Meilisearch cannot be reached: " + e.OriginError.Error()
	case e.StatusCode == http.StatusRequestEntityTooLarge:
		return "Meilisearch takes no payload of this size: raise its --http-payload-size-limit"
	}
	return fmt.Sprintf("Meilisearch answered HTTP %d: %s", e.StatusCode, shorten(e.MeilisearchApiError.Message))
}

func shorten(message string) string {
	return strings.ToValidUTF8(message[:min(len(message), maxReason)], "")
}

// isMissing tells whether err says that an index or a document does not exist.
func isMissing(err error) bool { return hasStatus(err, http.StatusNotFound) }

func hasStatus(err error, status int) bool {
	var e *meilisearch.Error
	return errors.As(err, &e) && e.StatusCode == status
}

// again makes a call that may be repeated, once more when the connection broke:
// a connection that was kept open does not outlive a restart of the server.
func again[T any](ctx context.Context, call func() (T, error)) (T, error) {
	out, err := call()
	var e *meilisearch.Error
	if errors.As(err, &e) && e.ErrCode == meilisearch.MeilisearchCommunicationError && ctx.Err() == nil {
		return call()
	}
	return out, err
}
