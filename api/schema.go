package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"mingzhang/content"
	"mingzhang/content/compare"
	"mingzhang/desk"
	"mingzhang/publish"
)

// schemaPrefix is where the document keeps its schemas.
const schemaPrefix = "#/components/schemas/"

// moneyDoc documents content.Money, which writes its own JSON.
type moneyDoc struct {
	Value    string `json:"value" pattern:"^-?[0-9]+\\.[0-9]{2}$" doc:"Yuan with two decimals" example:"3346000.00"`
	Currency string `json:"currency" enum:"CNY"`
	Text     string `json:"text,omitempty" doc:"The original words; absent when the amount is computed" example:"334.60万元"`
}

// peopleDoc documents content.People, whose text form is for Markdown only.
type peopleDoc struct {
	Count int    `json:"count" minimum:"0" example:"1346"`
	Unit  string `json:"unit" doc:"Different units are never added together" example:"人"`
}

// Integer is a whole number as it stands in a query, unread.
type Integer string

// newRegistry gives a registry that knows the types which write their own JSON.
func newRegistry() huma.Registry {
	r := huma.NewMapRegistry(schemaPrefix, schemaName)
	r.RegisterTypeAlias(reflect.TypeFor[content.Text](), reflect.TypeFor[*string]())
	r.RegisterTypeAlias(reflect.TypeFor[content.Year](), reflect.TypeFor[*int]())
	r.RegisterTypeAlias(reflect.TypeFor[content.Money](), reflect.TypeFor[moneyDoc]())
	r.RegisterTypeAlias(reflect.TypeFor[content.People](), reflect.TypeFor[peopleDoc]())
	r.RegisterTypeAlias(reflect.TypeFor[Row](), reflect.TypeFor[rowDoc]())
	r.RegisterTypeAlias(reflect.TypeFor[Record](), reflect.TypeFor[content.Disclosure]())
	r.RegisterTypeAlias(reflect.TypeFor[Document](), reflect.TypeFor[map[string]any]())
	r.RegisterTypeAlias(reflect.TypeFor[Integer](), reflect.TypeFor[int]())
	return r
}

// schemaName names a schema as people call the thing.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch name {
	case "ErrorModel":
		return "Problem"
	case "ErrorDetail":
		return "ProblemDetail"
	}
	switch t.PkgPath() { // what is called the same elsewhere is another thing
	case reflect.TypeFor[compare.Section]().PkgPath():
		return "Compared" + name
	case reflect.TypeFor[desk.Draft]().PkgPath():
		return "Draft" + strings.TrimPrefix(name, "Draft")
	case reflect.TypeFor[publish.Hit]().PkgPath():
		return "Personal" + name
	}
	return strings.TrimSuffix(name, "Doc")
}

// complete makes the document say what huma does not know. A pointer to an
// object may be null, and our lists never are; of a record only the id is sure to
// be there, since fields= leaves the rest out; who only reads is given no 422.
func complete(document *huma.OpenAPI) {
	r := document.Components.Schemas
	for name, schema := range r.Map() {
		if t := r.TypeFromRef(schemaPrefix + name); t != nil {
			completeStruct(r, schema, t)
		}
		switch name {
		case "Row", "Disclosure":
			schema.Required = []string{"id"}
		case "DraftSheet": // huma goes by the Go names of members, of which this has two alike
			schema.Properties["problems"] = r.Map()["Draft"].Properties["problems"]
			schema.Required = append(schema.Required, "problems")
		case "People":
			for _, unit := range content.PeopleUnits() {
				schema.Properties["unit"].Enum = append(schema.Properties["unit"].Enum, unit)
			}
		}
	}
	for path, item := range document.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Patch} {
			if op != nil {
				completeOperation(op)
			}
		}
		if path == Prefix+"/disclosures" {
			item.Get.Responses["200"].Headers["Link"] = &huma.Param{
				Description: "rel=next: the URL of the next page (RFC 8288); absent on the last",
				Schema:      &huma.Schema{Type: huma.TypeString},
			}
		}
	}
}

func completeOperation(op *huma.Operation) {
	if op.Security == nil {
		delete(op.Responses, "422")
	}
	for _, p := range op.Parameters {
		p.Schema.Nullable = false
		p.Schema.Description = "" // it stands at the parameter
	}
}

func completeStruct(r huma.Registry, schema *huma.Schema, t reflect.Type) {
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		property := schema.Properties[name]
		if property == nil {
			continue
		}
		if property.Type == huma.TypeArray {
			property.Nullable = false
			if property.Items.Type == huma.TypeArray {
				property.Items.Nullable = false
			}
		}
		if property.Ref != "" && f.Type.Kind() == reflect.Pointer && !strings.Contains(options, "omitempty") {
			property.AnyOf = []*huma.Schema{{Ref: property.Ref}, {Type: "null"}}
			property.Ref = ""
		}
	}
}
