package edge

import (
	"io"
	"net/http"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// TestAddress: a client behind a trusted proxy is known by what that proxy saw,
// never by what the client says of itself.
func TestAddress(t *testing.T) {
	const here = "127.0.0.1" // of the tests' connections
	cases := []struct {
		name    string
		proxies []string
		header  []string
		want    string
	}{
		{"no proxy is trusted", nil, []string{"198.51.100.7"}, here},
		{"another proxy is trusted", []string{"192.0.2.1"}, []string{"198.51.100.7"}, here},
		{"one hop", []string{here}, []string{"198.51.100.7"}, "198.51.100.7"},
		{"made up by the client", []string{here}, []string{"10.9.8.7, 198.51.100.7"}, "198.51.100.7"},
		{"made up in a line of its own", []string{here}, []string{"10.9.8.7", "198.51.100.7"}, "198.51.100.7"},
		{"two proxies", []string{here, "192.0.2.0/24"}, []string{"10.9.8.7, 198.51.100.7, 192.0.2.4"}, "198.51.100.7"},
		{"only proxies", []string{here, "192.0.2.0/24"}, []string{"192.0.2.4"}, "192.0.2.4"},
		{"with a port", []string{here}, []string{"198.51.100.7:4711"}, "198.51.100.7"},
		{"with version 6", []string{here}, []string{"[2001:db8::1]:4711"}, "2001:db8::1"},
		{"version 4 in version 6", []string{here}, []string{"::ffff:198.51.100.7"}, "198.51.100.7"},
		{"no header", []string{here}, nil, here},
		{"no address", []string{here}, []string{"198.51.100.7, unknown"}, here},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			app := New(Config{TrustedProxies: c.proxies})
			app.Get("/", func(ctx *fiber.Ctx) error { return ctx.SendString(Address(ctx)) })
			ln, err := Listen(here + ":0")
			if err != nil {
				t.Fatal(err)
			}
			go func() { _ = app.Listener(ln) }()
			t.Cleanup(func() { _ = app.Shutdown() })
			req, err := http.NewRequest(http.MethodGet, "http://"+ln.Addr().String()+"/", nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header["X-Forwarded-For"] = c.header
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = res.Body.Close() }()
			if got, err := io.ReadAll(res.Body); err != nil || string(got) != c.want {
				t.Errorf("the address is %q (%v), not %q", got, err, c.want)
			}
		})
	}
}
