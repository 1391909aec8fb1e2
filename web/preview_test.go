package web

import (
	"os"
	"testing"
)

func TestPreview(t *testing.T) {
	addr := os.Getenv("PREVIEW")
	if addr == "" {
		t.Skip()
	}
	app := newApp(t, &fake{docs: records(), next: "abc"})
	t.Log(app.Listen(addr))
}
