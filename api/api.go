// Package api is the JSON face of the portal: /api/v1, its exports, and the two
// paths by which a machine sees whether the portal is well. Every endpoint is a
// line of one table; its parameters and its answer are Go structs, and the
// OpenAPI 3.1 document grows out of them.
package api

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"mingzhang/portal"
)

// Prefix is where version 1 of the API stands.
const Prefix = "/api/v1"

// Config says how the API presents itself.
type Config struct {
	// Base is the absolute URL of the portal without a slash at the end, such as
	// https://example.org. Links are absolute with it and relative without; they
	// never come from the Host header, which the client chooses.
	Base string

	Version string       // of the program, for the document; "" for a development build
	Log     *slog.Logger // of exports that break off; nil logs nothing

	// Ledger is the log of publications, at [LogPrefix]; nil leaves it out.
	Ledger Ledger

	// Office is for those who publish; without one their endpoints answer 503.
	Office *Office
}

// link makes a path of the portal a link.
func (s *server) link(path string) string { return s.Base + path }

type server struct {
	portal.Service
	Config
	document []byte // OpenAPI
}

// Mount puts every endpoint on the app. The app's error handler must send
// failures under the API's paths to [Error].
func Mount(app *fiber.App, svc portal.Service, cfg Config) error {
	_, err := build(app, svc, cfg)
	return err
}

// OpenAPI gives the document of the API, for a page that shows it.
func OpenAPI(cfg Config) ([]byte, error) {
	s, err := build(fiber.New(fiber.Config{DisableStartupMessage: true}), nil, cfg)
	if err != nil {
		return nil, err
	}
	return s.document, nil
}

func build(app *fiber.App, svc portal.Service, cfg Config) (*server, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{Service: svc, Config: cfg}
	h := huma.NewAPI(s.humaConfig(), adapter{app})
	s.mountFiles(app, h.OpenAPI()) // before the routes: {n}.md is no {n}
	for _, r := range routes() {
		r.register(h, s, r.operation())
	}
	for _, r := range writeRoutes() {
		r.register(h, s, r.operation(), r.scope)
	}
	complete(h.OpenAPI())
	var err error
	if s.document, err = json.MarshalIndent(h.OpenAPI(), "", "  "); err != nil {
		return nil, fmt.Errorf("encoding the OpenAPI document: %w", err)
	}
	return s, nil
}

func (s *server) humaConfig() huma.Config {
	version := s.Version
	if version == "" {
		version = "dev"
	}
	format := huma.Format{Marshal: writeJSON, Unmarshal: json.Unmarshal}
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title:       "明账 Mingzhang",
				Version:     version,
				Description: strings.TrimSpace(about),
				License:     &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
			},
			Servers:    []*huma.Server{{URL: s.Base + "/"}},
			Components: &huma.Components{Schemas: newRegistry(), SecuritySchemes: bearer()},
			Tags: []*huma.Tag{
				{Name: tagRecords, Description: "公开文本 · the published records"},
				{Name: tagSums, Description: "汇总 · exact sums over records"},
				{Name: tagUnits, Description: "单位与地区 · who publishes, and where"},
				{Name: tagExports, Description: "下载 · everything that a query matches, as one file"},
				{Name: tagLog, Description: "公开存证 · the append-only log that proves what was published and when"},
				{Name: tagDrafts, Description: "发布 · for those who publish, with a token: upload, edit, review, publish, correct, withdraw"},
				{Name: tagHealth, Description: "运行状态 · for operators"},
			},
		},
		Formats:       map[string]huma.Format{"application/json": format},
		DefaultFormat: "application/json",
	}
}

const about = `
公开文本的开放数据接口：读取无需密钥，任意来源可读，金额精确到分，每个数字都有出处。发布须有令牌。

Open data on how public money is spent: no key, open to every origin, exact to the fen, every figure with its place in the text. Publishing needs a token.

- Money is {"value":"3346000.00","currency":"CNY"}: yuan with two decimals, a string. Unknown is null, never 0.
- 人, 人次, 户, 名 are different units and are never added together.
- One set of filters for lists, sums and exports; repeat a parameter for OR. An unknown parameter is a 400 that names it.
- "unknown" as the value of a filter, and as a key of a group, stands for records that do not state it (未分类).
- Errors are RFC 9457 problems (application/problem+json). Every GET of public data has an ETag and answers 304.
`

// jsonWriter is an answer that knows how to write itself.
type jsonWriter interface {
	writeJSON(w io.Writer) error
}

// writeJSON writes an answer without escaping what only HTML minds.
func writeJSON(w io.Writer, v any) error {
	if own, ok := v.(jsonWriter); ok {
		return own.writeJSON(w)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
