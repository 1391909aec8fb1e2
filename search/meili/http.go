package meili

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"time"
)

// Limits of one call to the server. Work that takes long runs as a task there,
// so no answer is slow in coming unless something is wrong.
const (
	dialTimeout   = 5 * time.Second
	answerTimeout = 60 * time.Second
	maxAnswer     = 256 << 20 // bytes; a million ids take about 60 MB
)

var errAnswerTooLong = errors.New("the answer is too long")

// newHTTPClient returns a client that follows no redirects, which could carry
// the key elsewhere, and reads no answer without end.
func newHTTPClient() *http.Client {
	return &http.Client{
		Transport: limitedTransport{&http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: dialTimeout}).DialContext,
			TLSHandshakeTimeout:   dialTimeout,
			ResponseHeaderTimeout: answerTimeout,
			MaxIdleConnsPerHost:   32,
			IdleConnTimeout:       90 * time.Second,
			// The server sends a compressed answer in small writes, of which the
			// last waits 40 ms for an acknowledgement.
			DisableCompression: true,
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// limitedTransport is a transport that sends bodies in one piece, and whose
// answers end with an error at maxAnswer.
type limitedTransport struct{ http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (t limitedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	r, err := sized(r)
	if err != nil {
		return nil, err
	}
	response, err := t.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	response.Body = &limitedBody{ReadCloser: response.Body, left: maxAnswer}
	return response, nil
}

// sized returns r with a body of known length. The client gives none, and what is
// sent in chunks takes several small packets and a moment more.
func sized(r *http.Request) (*http.Request, error) {
	if r.Body == nil || r.ContentLength > 0 {
		return r, nil
	}
	data, err := io.ReadAll(r.Body)
	if err = errors.Join(err, r.Body.Close()); err != nil {
		return nil, err
	}
	out := r.Clone(r.Context())
	out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(data)), int64(len(data))
	return out, nil
}

// limitedBody is the body of an answer of which left bytes may still be read.
type limitedBody struct {
	io.ReadCloser
	left int
}

func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left+1)])
	if b.left -= n; b.left < 0 {
		return n, errAnswerTooLong
	}
	return n, err
}
