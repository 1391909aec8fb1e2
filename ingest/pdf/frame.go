package pdf

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"mingzhang/ingest/source"
)

// Parent and child talk in frames: four bytes of length, the lowest first, and
// as many bytes of content.

// maxAnswer is the most bytes of a child's answer: the longest document in JSON.
const maxAnswer = 24 << 20

// errFrameTooLong is the fault of a frame beyond its limit.
var errFrameTooLong = errors.New("a frame is too long")

// writeFrame writes one frame.
func writeFrame(w io.Writer, content []byte) error {
	b := make([]byte, 4, 4+len(content))
	binary.LittleEndian.PutUint32(b, uint32(len(content)))
	_, err := w.Write(append(b, content...))
	return err
}

// readFrame reads one frame of at most limit bytes. A length is not believed
// until the bytes are there.
func readFrame(r io.Reader, limit int) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := int64(binary.LittleEndian.Uint32(head[:]))
	if n > int64(limit) {
		return nil, errFrameTooLong
	}
	b, err := io.ReadAll(io.LimitReader(r, n))
	if err == nil && int64(len(b)) < n {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}

// greeting is the first frame to a child.
type greeting struct {
	CacheDir string `json:"cache_dir"`
}

// answer is what a child says of a file. The answer to the greeting is empty.
type answer struct {
	Document *source.Document `json:"document,omitempty"`
	Refusal  *source.Refusal  `json:"refusal,omitempty"`
	// Fault is why the child itself can do no more.
	Fault string `json:"fault,omitempty"`
}

func writeAnswer(w io.Writer, a answer) error {
	b, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return writeFrame(w, b)
}

// readAnswer reads an answer and holds it to the limits of a document: a child
// that was taken over must not get more past them than any other file.
func readAnswer(r io.Reader) (answer, error) {
	b, err := readFrame(r, maxAnswer)
	if err != nil {
		return answer{}, err
	}
	var a answer
	if err := json.Unmarshal(b, &a); err != nil {
		return answer{}, fmt.Errorf("reading the answer: %w", err)
	}
	if a.Document != nil {
		a.Document, err = checked(a.Document)
	}
	return a, err
}

// checked builds a document again, within the limits.
func checked(d *source.Document) (*source.Document, error) {
	var b source.Builder
	for _, block := range d.Blocks {
		switch block.Kind {
		case source.Line, source.Table:
		default:
			return nil, fmt.Errorf("the answer has a block of the kind %q", block.Kind)
		}
		if err := b.Add(block); err != nil {
			return nil, err
		}
	}
	out := b.Document()
	out.Notes = d.Notes
	return out, nil
}
