package api

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"mingzhang/account"
)

// writeRoute is one endpoint for those who publish.
type writeRoute struct {
	method, path, id string
	scope            account.Scope
	summary          string // Chinese · English
	register         func(huma.API, *server, huma.Operation, account.Scope)
}

// writeRoutes is the table of contents of what needs a token.
func writeRoutes() []writeRoute {
	const drafts, one = Prefix + "/drafts", Prefix + "/drafts/{id}"
	const get, post, patch = http.MethodGet, http.MethodPost, http.MethodPatch
	const read, write, review, public = account.ReadDrafts, account.WriteDrafts, account.ReviewDrafts, account.Publish
	return []writeRoute{
		{post, Prefix + "/uploads", "upload", write, "交文件 · Hand files in; each becomes drafts", uploads((*server).upload)},
		{get, drafts, "listDrafts", read, "草稿列表 · Drafts, the latest change first", reads((*server).drafts)},
		{get, one, "getDraft", read, "一份草稿的全部 · Everything about a draft", reads((*server).draft)},
		{patch, one, "editDraft", write, "改草稿 · Change fields and sections of an open draft", writes((*server).save, true, exampleEdit)},
		{post, one + "/decisions", "decideDraft", write, "处理个人信息 · Settle what becomes of personal data", writes((*server).decide, true, exampleDecisions)},
		{post, one + "/submit", "submitDraft", write, "提交审核 · Hand an open draft to the reviewers", writes((*server).submit, false, examplePlan)},
		{post, one + "/recall", "recallDraft", write, "收回 · Take a submitted or approved draft back", writes((*server).recall, false, "")},
		{post, one + "/return", "returnDraft", review, "退回 · Send a submitted or approved draft back", writes((*server).sendBack, true, `{"comment":"请核对第三部分金额"}`)},
		{post, one + "/approve", "approveDraft", review, "通过 · Approve a submitted draft that others made", writes((*server).approve, false, `{"comment":"同意"}`)},
		{post, one + "/plan", "planDraft", public, "定公开时间 · Say when an approved draft is published", writes((*server).plan, true, examplePlan)},
		{post, one + "/publish", "publishDraft", public, "公开 · Publish an approved draft; again gives the same receipt", writes((*server).publish, false, "")},
		{post, one + "/discard", "discardDraft", write, "废弃 · End a draft that is not to be published", writes((*server).discard, false, "")},
		{post, one + "/rebase", "rebaseDraft", write, "换到最新版本 · Put a correction or withdrawal on the newest revision", writes((*server).rebase, false, "")},
		{post, one + "/replace", "replaceWithDraft", write, "改为更正 · Make an uploaded draft a correction of a published record", writes((*server).replace, true, exampleReplacement)},
		{post, Prefix + "/disclosures/{id}/corrections", "correctDisclosure", write, "更正 · Begin a draft that corrects a record", begins((*server).correct, exampleReason)},
		{post, Prefix + "/disclosures/{id}/withdrawals", "withdrawDisclosure", write, "撤回 · Begin a draft that withdraws a record", begins((*server).withdraw, exampleReason)},
	}
}

// The examples of bodies, as they are sent.
const (
	exampleEdit        = `{"amount":"334.60万元","sections":[{"key":"basis","markdown":"《中央财政专项帮扶资金使用管理办法》。"}]}`
	exampleDecisions   = `{"decisions":[{"hit":"h1","action":"mask"},{"hit":"h2","action":"keep","because":"单位公开电话"}]}`
	examplePlan        = `{"planned":"2026-07-01T09:00:00+08:00"}`
	exampleReason      = `{"reason":"金额录入有误"}`
	exampleReplacement = `{"disclosure":"530400-2023-k7q2m9","reason":"金额录入有误"}`
)

func (r writeRoute) operation() huma.Operation {
	op := huma.Operation{
		OperationID: r.id, Method: r.method, Path: r.path, Tags: []string{tagDrafts}, Summary: r.summary,
		Description: fmt.Sprintf("须有权限 %s · Needs the scope %s", r.scope, r.scope),
		Security:    []map[string][]string{{schemeBearer: {string(r.scope)}}},
		Responses:   map[string]*huma.Response{},
		Errors: []int{
			http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotAcceptable, http.StatusTooManyRequests,
			http.StatusNotFound, http.StatusServiceUnavailable,
		},
		SkipValidateParams: true, // the handler reads them, and tells more
	}
	if r.method != http.MethodGet {
		op.Errors = append(op.Errors, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType,
			http.StatusUnprocessableEntity, http.StatusInsufficientStorage)
	}
	if strings.HasPrefix(r.path, Prefix+"/drafts/{id}") && r.method != http.MethodGet {
		op.Errors = append(op.Errors, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	}
	if strings.HasPrefix(r.path, Prefix+"/disclosures") {
		op.Errors = append(op.Errors, http.StatusGone)
	}
	return op
}

// given is an answer to somebody with a token.
type given[T any] struct {
	Status int
	Body   T
}

// register makes a handler an endpoint: the token is looked at before anything
// else of the request is.
func register[I, T any](h huma.API, s *server, op huma.Operation, scope account.Scope, handler func(*asked, *I) (T, error)) {
	known := queryNames(reflect.TypeFor[I]())
	if op.DefaultStatus == 0 {
		op.DefaultStatus = http.StatusOK
	}
	body := op.RequestBody
	op.RequestBody = nil // huma would read it, and answer in its own words
	huma.Register(h, op, func(ctx context.Context, in *I) (*given[T], error) {
		ex := exchangeOf(ctx)
		out := given[T]{Status: op.DefaultStatus}
		var a *asked
		if a, ex.failed = s.enter(ctx, scope); ex.failed == nil {
			ex.failed = ex.readQuery(known)
		}
		if ex.failed == nil {
			out.Body, ex.failed = handler(a, in)
		}
		if ex.failed != nil {
			return nil, nil
		}
		return &out, nil
	})
	documentHeaders[I](op)
	item := h.OpenAPI().Paths[op.Path]
	for _, known := range []*huma.Operation{item.Get, item.Post, item.Patch} {
		if known != nil && known.OperationID == op.OperationID {
			known.RequestBody = body
		}
	}
}

// reads makes a handler that needs no body an endpoint.
func reads[I, T any](handler func(*server, *asked, *I) (T, error)) func(huma.API, *server, huma.Operation, account.Scope) {
	return func(h huma.API, s *server, op huma.Operation, scope account.Scope) {
		register(h, s, op, scope, func(a *asked, in *I) (T, error) { return handler(s, a, in) })
	}
}

// uploads is reads of an endpoint that takes a form and creates.
func uploads[I, T any](handler func(*server, *asked, *I) (T, error)) func(huma.API, *server, huma.Operation, account.Scope) {
	return func(h huma.API, s *server, op huma.Operation, scope account.Scope) {
		op.RequestBody, op.DefaultStatus = uploadBody(), http.StatusCreated
		reads(handler)(h, s, op, scope)
	}
}

// writes makes a handler of a JSON body an endpoint.
func writes[I, B, T any](handler func(*server, *asked, *I, *B) (T, error), required bool, example string) func(huma.API, *server, huma.Operation, account.Scope) {
	return func(h huma.API, s *server, op huma.Operation, scope account.Scope) {
		body := newBodyDoc[B](h.OpenAPI().Components.Schemas, required)
		op.RequestBody = body.document(example)
		register(h, s, op, scope, func(a *asked, in *I) (none T, err error) {
			if err := checkMatch(in); err != nil {
				return none, err
			}
			var b B
			if err := body.readJSON(a.fiber, &b); err != nil {
				return none, err
			}
			return handler(s, a, in, &b)
		})
	}
}

// begins is writes of an endpoint that creates a draft.
func begins[I, B, T any](handler func(*server, *asked, *I, *B) (T, error), example string) func(huma.API, *server, huma.Operation, account.Scope) {
	return func(h huma.API, s *server, op huma.Operation, scope account.Scope) {
		op.DefaultStatus = http.StatusCreated
		writes(handler, true, example)(h, s, op, scope)
	}
}
