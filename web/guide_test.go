package web

import "testing"

// TestGuideKeepsWritingApart: what needs a token stands in a list of its own,
// with the scope, in a fixed order.
func TestGuideKeepsWritingApart(t *testing.T) {
	g, err := loadGuide([]byte(`{"paths":{
		"/b":{"post":{"operationId":"edit","security":[{"bearer":["drafts:write"]}]},"get":{"operationId":"see","security":[{"bearer":["read"]}]}},
		"/a":{"get":{"operationId":"list"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	words := languages(t)[1]
	reading, writing := g.operations(words, false), g.operations(words, true)
	if len(reading) != 1 || reading[0].ID != "op-list" || reading[0].Needs != "" {
		t.Errorf("to read: %+v", reading)
	}
	if len(writing) != 2 || writing[0].ID != "op-see" || writing[1].Needs != "Token scope: drafts:write" {
		t.Errorf("with a token: %+v", writing)
	}
}
