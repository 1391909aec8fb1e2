package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingzhang/ingest/source"
)

func TestFramesComeBack(t *testing.T) {
	var pipe bytes.Buffer
	for _, content := range []string{"", "账", strings.Repeat("x", 70_000)} {
		if err := writeFrame(&pipe, []byte(content)); err != nil {
			t.Fatal(err)
		}
		got, err := readFrame(&pipe, 70_000)
		if err != nil || string(got) != content {
			t.Errorf("a frame of %d bytes came back as %d bytes, %v", len(content), len(got), err)
		}
	}
	if _, err := readFrame(&pipe, 10); !errors.Is(err, io.EOF) {
		t.Errorf("after the last frame there is %v", err)
	}
}

func TestFrameTooLongIsNotRead(t *testing.T) {
	head := binary.LittleEndian.AppendUint32(nil, 1<<31)
	if _, err := readFrame(bytes.NewReader(head), maxAnswer); !errors.Is(err, errFrameTooLong) {
		t.Errorf("a frame of 2 GiB gives %v", err)
	}
	if _, err := readFrame(bytes.NewReader(append(binary.LittleEndian.AppendUint32(nil, 9), "short"...)), 100); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a frame cut off gives %v", err)
	}
}

func TestAnswersAreHeldToTheLimits(t *testing.T) {
	var pipe bytes.Buffer
	document := &source.Document{
		Blocks: []source.Block{{Kind: source.Line, Text: "合计", Page: 1}, {Kind: source.Table, Rows: [][]string{{"甲", "1"}}}},
		Notes:  []string{"略去批注1处"},
	}
	if err := writeAnswer(&pipe, answer{Document: document}); err != nil {
		t.Fatal(err)
	}
	a, err := readAnswer(&pipe)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(document, a.Document); diff != "" {
		t.Error(diff)
	}
	for name, block := range map[string]source.Block{
		"a table of too many columns": {Kind: source.Table, Rows: [][]string{append(make([]string, source.MaxColumns), "1")}},
		"too much text":               {Kind: source.Line, Text: strings.Repeat("账", source.MaxText+1)},
		"an unknown kind":             {Kind: "script", Text: "x"},
	} {
		if err := writeAnswer(&pipe, answer{Document: &source.Document{Blocks: []source.Block{block}}}); err != nil {
			t.Fatal(err)
		}
		if _, err := readAnswer(&pipe); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzFrame(f *testing.F) {
	for _, content := range []string{`{}`, `{"document":{"blocks":[{"kind":"line","text":"账"}]}}`, `{"refusal":{"Chinese":"坏","English":"bad"}}`, `[`} {
		var b bytes.Buffer
		if err := writeFrame(&b, []byte(content)); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte{255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := readAnswer(bytes.NewReader(b))
		if err != nil || a.Document == nil {
			return
		}
		if len(a.Document.Blocks) > source.MaxBlocks {
			t.Errorf("%d blocks came through", len(a.Document.Blocks))
		}
		for _, block := range a.Document.Blocks {
			if block.Kind != source.Line && block.Kind != source.Table {
				t.Errorf("a block of the kind %q came through", block.Kind)
			}
		}
	})
}

// lateTimeout is that of a pool whose children die late: of two only one does so
// in time.
const lateTimeout = 500 * time.Millisecond

// lie is a child that greets well and then answers any file with nonsense.
func lie(in, out *os.File) {
	if _, err := readFrame(in, maxName); err != nil {
		return
	}
	if err := writeAnswer(out, answer{}); err != nil {
		return
	}
	if b, err := readFrame(in, source.MaxFile); err == nil {
		switch {
		case bytes.Contains(b, []byte("long")):
			out.Write([]byte{255, 255, 255, 255})
		case bytes.Contains(b, []byte("mute")):
			readFrame(in, source.MaxFile) // until it is killed
		case bytes.Contains(b, []byte("late")):
			time.Sleep(lateTimeout * 3 / 5) // and dies
		default:
			writeFrame(out, []byte("nonsense"))
		}
	}
}
