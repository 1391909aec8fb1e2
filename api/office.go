package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"mingzhang/account"
	"mingzhang/desk"
)

// Office is what the endpoints that write ask. Who writes shows an API token in
// the Authorization header; cookies are never looked at, so that no page of
// another site can make a browser write.
type Office struct {
	Accounts *account.Store
	Desk     *desk.Desk
}

// asked is one request of somebody with a token.
type asked struct {
	*exchange
	ctx context.Context
	who account.Who
}

// headerAuthenticate says how to be let in.
const headerAuthenticate = fiber.HeaderWWWAuthenticate

// enter lets a request in whose token may do acts of this kind at all; for which
// units the desk knows.
func (s *server) enter(ctx context.Context, scope account.Scope) (*asked, error) {
	ex := exchangeOf(ctx)
	if s.Office == nil {
		return nil, &refusal{status: http.StatusServiceUnavailable, detail: "This portal only shows; nothing can be published here by API."}
	}
	header := ex.fiber.Get(fiber.HeaderAuthorization)
	who, err := s.Office.Accounts.Authenticate(ctx, header)
	if errors.Is(err, account.ErrToken) {
		ex.challenge(header)
		return nil, &refusal{status: http.StatusUnauthorized, detail: "Send a good API token as Authorization: Bearer mzp_...; this one is missing, wrong, expired or revoked. The owner makes tokens at /desk/tokens."}
	}
	if err != nil {
		return nil, ex.wait(err)
	}
	if !who.May(scope, who.Unit) {
		ex.fiber.Set(headerAuthenticate, fmt.Sprintf(`Bearer realm="mingzhang", error="insufficient_scope", scope=%q`, scope))
		return nil, &refusal{status: http.StatusForbidden, detail: fmt.Sprintf("This needs the scope %q, which the token or its account does not have. Make a token with that scope.", scope)}
	}
	return &asked{exchange: ex, ctx: ctx, who: who}, nil
}

// challenge asks for a token, in the words of RFC 6750, 3.
func (ex *exchange) challenge(header string) {
	words := `Bearer realm="mingzhang"`
	if header != "" {
		words += `, error="invalid_token"`
	}
	ex.fiber.Set(headerAuthenticate, words)
}

// wait tells a client that is slowed down when to come again.
func (ex *exchange) wait(err error) error {
	var locked *account.Locked
	if !errors.As(err, &locked) {
		return err
	}
	seconds := int((locked.Wait + time.Second - 1) / time.Second)
	ex.fiber.Set(fiber.HeaderRetryAfter, strconv.Itoa(seconds))
	return &refusal{status: http.StatusTooManyRequests, detail: fmt.Sprintf("Too many wrong tokens; try again in %d seconds.", seconds)}
}

// bearer documents how a program signs in.
func bearer() map[string]*huma.SecurityScheme {
	return map[string]*huma.SecurityScheme{schemeBearer: {
		Type: "http", Scheme: "bearer", BearerFormat: "mzp_",
		Description: "程序用的令牌，在 /desk/tokens 生成，只显示一次；读取公开数据不需要 · An API token, made at /desk/tokens and shown once; reading public data needs none. " +
			"Scopes: read (see drafts), drafts:write (upload, edit, submit), drafts:review (approve, send back), publish",
	}}
}

// schemeBearer is the name of the token in the document.
const schemeBearer = "bearer"
