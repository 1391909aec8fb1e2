package meili

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestLimitedBody(t *testing.T) {
	for _, c := range []struct {
		left int
		want error
	}{{5, nil}, {6, nil}, {4, errAnswerTooLong}, {0, errAnswerTooLong}} {
		body := &limitedBody{ReadCloser: io.NopCloser(strings.NewReader("12345")), left: c.left}
		if _, err := io.ReadAll(body); !errors.Is(err, c.want) {
			t.Errorf("reading 5 bytes with %d left: %v, want %v", c.left, err, c.want)
		}
	}
}
