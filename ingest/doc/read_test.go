package doc

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

// sample gives the bytes of a file in testdata.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustRead(t *testing.T, b []byte) *source.Document {
	t.Helper()
	d, err := Read(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSamples(t *testing.T) {
	for _, name := range []string{"rich.doc", "nested.doc", "plain.wps"} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, sample(t, name))
			var want source.Document
			if err := json.Unmarshal(sample(t, strings.TrimSuffix(name, filepath.Ext(name))+".json"), &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&want, got); diff != "" {
				t.Error(diff)
			}
			if again := mustRead(t, sample(t, name)); !reflect.DeepEqual(got, again) {
				t.Error("the same bytes gave another document")
			}
		})
	}
}

func TestLeftOutTextIsNowhere(t *testing.T) {
	b, err := json.Marshal(mustRead(t, sample(t, "rich.doc")))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"删除稿", "内部代号", "请核对", "脚注文字", "页眉不是正文", "HYPERLINK", "example.invalid"} {
		if strings.Contains(string(b), secret) {
			t.Errorf("%s stands in the document or its notes", secret)
		}
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, sample(t, "rich.doc")); !errors.Is(err, context.Canceled) {
		t.Errorf("Read gave %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"rich.doc", "nested.doc", "plain.wps"} {
		f.Add(sample(f, name))
	}
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Fuzz(func(t *testing.T, b []byte) { checkRead(t, b) })
}

// checkRead checks what holds for any bytes: a document within the limits, or a
// refusal.
func checkRead(t *testing.T, b []byte) {
	t.Helper()
	d, err := Read(t.Context(), b)
	if err != nil {
		if !isRefusal(err) {
			t.Errorf("Read gave %v, which is no refusal", err)
		}
		return
	}
	if len(d.Blocks) > source.MaxBlocks {
		t.Errorf("%d blocks", len(d.Blocks))
	}
}

func isRefusal(err error) bool {
	var refusal *source.Refusal
	return errors.As(err, &refusal)
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"rich.doc", "plain.wps"} {
		b.Run(name, func(b *testing.B) {
			file := sample(b, name)
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(b.Context(), file); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
