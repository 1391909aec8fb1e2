package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// asset is a file whose name tells its content, so that it may be kept for ever.
type asset struct {
	name string
	body []byte
}

func (a asset) path() string { return "/assets/" + a.name }

// buildStyle joins style sheets to the one file that pages load.
func buildStyle(kind, head string, sheets []string) (asset, error) {
	var b bytes.Buffer
	b.WriteString("@charset \"utf-8\";\n" + head)
	for _, name := range sheets {
		css, err := readFile(name)
		if err != nil {
			return asset{}, fmt.Errorf("reading a style sheet: %w", err)
		}
		b.Write(css)
	}
	return newAsset(kind+".css", b.Bytes()), nil
}

// loadScript reads the one script of the pages of those who publish.
func loadScript(kind, name string) (asset, error) {
	b, err := readFile(name)
	if err != nil {
		return asset{}, fmt.Errorf("reading a script: %w", err)
	}
	return newAsset(kind+".js", b), nil
}

func newAsset(name string, body []byte) asset {
	sum := sha256.Sum256(body)
	return asset{hex.EncodeToString(sum[:6]) + "." + name, body}
}

// asset answers /assets/{hash}.{name}.
func (s *Site) asset(r *request) error {
	name := r.c.Params("name")
	assets := []asset{s.style, s.deskStyle, s.deskScript}
	at := slices.IndexFunc(assets, func(a asset) bool { return a.name == name })
	if at < 0 {
		return portalNotFound("asset", name)
	}
	r.c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	if strings.HasSuffix(name, ".js") {
		r.c.Set(fiber.HeaderContentType, "text/javascript; charset=utf-8")
	}
	r.c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return r.c.Send(assets[at].body)
}

// favicon answers /favicon.svg.
func (s *Site) favicon(r *request) error {
	b, err := readFile("favicon.svg")
	if err != nil {
		return fmt.Errorf("reading the icon: %w", err)
	}
	r.c.Set(fiber.HeaderContentType, "image/svg+xml")
	r.c.Set(fiber.HeaderCacheControl, "public, max-age=86400")
	return r.c.Send(b)
}
