package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// The groups of endpoints in the document.
const (
	tagRecords = "disclosures"
	tagSums    = "aggregates"
	tagUnits   = "units"
	tagExports = "exports"
	tagLog     = "log"
	tagDrafts  = "drafts"
	tagHealth  = "health"
)

// route is one endpoint: all are GET.
type route struct {
	path, id, tag string
	summary       string // Chinese · English
	register      func(huma.API, *server, huma.Operation)
}

// routes is the table of contents of the API.
func routes() []route {
	return []route{
		{Prefix + "/disclosures", "listDisclosures", tagRecords, "列表与检索 · List and search", answers((*server).list)},
		{Prefix + "/disclosures/{id}", "getDisclosure", tagRecords, "一份公开文本 · One record with its text", answers((*server).disclosure)},
		{Prefix + "/disclosures/{id}/revisions", "listRevisions", tagRecords, "版本 · The published revisions of a record", answers((*server).revisions)},
		{Prefix + "/disclosures/{id}/revisions/{n}", "getRevision", tagRecords, "一个版本 · One revision of a record with its text", answers((*server).revision)},
		{Prefix + "/disclosures/{id}/compare", "compareRevisions", tagRecords, "版本比较 · What changed from one revision to another", answers((*server).compare)},
		{Prefix + "/changes", "listChanges", tagRecords, "变动 · Every publication, correction, withdrawal and erasure, in the order of the log", answers((*server).changes)},
		{Prefix + "/disclosures.csv", "exportCSV", tagExports, "下载 CSV · Every match as CSV", streams((*server).exportCSV, typeCSV)},
		{Prefix + "/disclosures.ndjson", "exportNDJSON", tagExports, "下载 NDJSON · Every match, one JSON object a line", streams((*server).exportNDJSON, typeNDJSON)},
		{Prefix + "/disclosures.xlsx", "exportXLSX", tagExports, "下载 XLSX · Every match as a spreadsheet", streams((*server).exportXLSX, typeXLSX)},
		{Prefix + "/aggregates", "aggregate", tagSums, "分组汇总 · Exact sums by group", answers((*server).aggregates)},
		{Prefix + "/aggregates.csv", "aggregateCSV", tagSums, "分组汇总 CSV · The same as CSV", streams((*server).aggregatesCSV, typeCSV)},
		{Prefix + "/publishers", "listPublishers", tagUnits, "公开单位 · Units, the largest sum first", answers((*server).publishers)},
		{Prefix + "/publishers/{id}", "getPublisher", tagUnits, "一个公开单位 · One unit", answers((*server).publisher)},
		{Prefix + "/regions", "listRegions", tagUnits, "地区 · Regions one level below another", answers((*server).regions)},
		{Prefix + "/regions/{code}", "getRegion", tagUnits, "一个地区 · One region", answers((*server).region)},
		{Prefix + "/suggest", "suggest", tagRecords, "输入联想 · Complete what is being typed", answers((*server).suggest)},
		{Prefix + "/openapi.json", "openapi", tagHealth, "接口说明 · This document", answers((*server).openapi)},
		{"/healthz", "healthz", tagHealth, "存活 · Whether the process is alive", answers((*server).healthz)},
		{"/readyz", "readyz", tagHealth, "就绪 · Whether the portal can serve", orUnready(answers((*server).readyz))},
	}
}

func (r route) operation() huma.Operation {
	op := huma.Operation{
		OperationID: r.id, Method: http.MethodGet, Path: r.path,
		Tags: []string{r.tag}, Summary: r.summary,
		SkipValidateParams: true, // portal.ParseQuery is the one place that reads a query
		Errors:             []int{http.StatusBadRequest, http.StatusNotAcceptable},
		Responses:          map[string]*huma.Response{},
	}
	if strings.Contains(r.path, "{") {
		op.Errors = append(op.Errors, http.StatusNotFound)
	}
	if strings.HasPrefix(r.path, Prefix+"/disclosures/{id}") {
		op.Errors = append(op.Errors, http.StatusGone)
	}
	return op
}

// Answer is what an endpoint gives: a body and, of a page that has a next one,
// the header that says so.
type Answer[T any] struct {
	Link   string `header:"Link" hidden:"true"` // of a list only, which documents it
	Status int
	Body   T
}

// answers makes a handler an endpoint. The handler's error, if any, goes to the
// app's error handler; huma never writes one.
func answers[I, T any](handler func(*server, context.Context, *I) (*Answer[T], error)) func(huma.API, *server, huma.Operation) {
	return func(h huma.API, s *server, op huma.Operation) {
		op.Responses["304"] = &huma.Response{Description: "The client has the current state"}
		known := queryNames(reflect.TypeFor[I]())
		huma.Register(h, op, func(ctx context.Context, in *I) (*Answer[T], error) {
			ex := exchangeOf(ctx)
			var out *Answer[T]
			if ex.failed = ex.readQuery(known); ex.failed == nil {
				out, ex.failed = handler(s, ctx, in)
			}
			if ex.failed != nil {
				return nil, nil
			}
			if out.Status == 0 {
				out.Status = http.StatusOK
			}
			return out, nil
		})
	}
}

// queryNames lists the query parameters of an input struct: what an endpoint
// documents is what it reads.
func queryNames(t reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("query"), ","); name != "" {
			names = append(names, name)
		}
	}
	return slices.Clip(names)
}

// orUnready documents that the same answer can come with a 503.
func orUnready(register func(huma.API, *server, huma.Operation)) func(huma.API, *server, huma.Operation) {
	return func(h huma.API, s *server, op huma.Operation) {
		register(h, s, op)
		unready := *op.Responses["200"]
		unready.Description = http.StatusText(http.StatusServiceUnavailable)
		op.Responses["503"] = &unready
	}
}
