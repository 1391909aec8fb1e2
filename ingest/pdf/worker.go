package pdf

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"mingzhang/ingest/source"
)

// workerMemory is the size in bytes above which a child collects its garbage
// eagerly.
const workerMemory = 400 << 20

// Worker is the child's side of a [Pool]: it reads PDF files from in and writes
// what they say to out until in ends, and then gives nil. It takes away its own
// process's rights first, so it must run in a process of its own, which must exit
// when Worker returns: a file may still be at work when the parent has gone away.
func Worker(in io.Reader, out io.Writer) error {
	if err := limitMemory(); err != nil {
		return fmt.Errorf("limiting memory: %w", err)
	}
	debug.SetMemoryLimit(workerMemory)
	hello, err := readGreeting(in)
	if err != nil {
		return err
	}
	e, err := newEngine(hello.CacheDir)
	if err != nil {
		return err
	}
	if err := dropRights(); err != nil {
		return fmt.Errorf("dropping rights: %w", err)
	}
	if err := writeAnswer(out, answer{}); err != nil {
		return err
	}
	return e.serve(frames(in), out)
}

func readGreeting(in io.Reader) (greeting, error) {
	var g greeting
	b, err := readFrame(in, maxName)
	if err != nil {
		return g, fmt.Errorf("reading the greeting: %w", err)
	}
	if err := json.Unmarshal(b, &g); err != nil {
		return g, fmt.Errorf("reading the greeting: %w", err)
	}
	return g, nil
}

// frames reads ahead, so that the end of in is seen while a file is read.
func frames(in io.Reader) <-chan []byte {
	files := make(chan []byte)
	go func() {
		defer close(files)
		for {
			b, err := readFrame(in, source.MaxFile)
			if err != nil {
				return
			}
			files <- b
		}
	}()
	return files
}

// errParentGone is why a worker ends in the middle of a file.
var errParentGone = errors.New("nobody waits for the answer")

// serve answers one file after the other.
func (e *engine) serve(files <-chan []byte, out io.Writer) error {
	for b := range files {
		result := make(chan answer, 1)
		go func() { result <- e.answer(b) }()
		var a answer
		select {
		case a = <-result:
		case <-files: // closed, for the parent sends no file before the answer
			return errParentGone
		}
		if err := writeAnswer(out, a); err != nil {
			return err
		}
		if a.Fault != "" {
			return errors.New(a.Fault)
		}
	}
	return e.close()
}

// answer reads one file in a sandbox of its own.
func (e *engine) answer(b []byte) answer {
	s, err := e.sandbox()
	if err != nil {
		return answer{Fault: err.Error()}
	}
	doc, err := s.read(b)
	full := s.isFull()
	if closing := s.close(); closing != nil && err == nil {
		return answer{Fault: closing.Error()}
	}
	var refusal *source.Refusal
	switch {
	case err != nil && full:
		errors.As(tooLarge(), &refusal)
		return answer{Refusal: refusal}
	case errors.As(err, &refusal):
		return answer{Refusal: refusal}
	case err != nil:
		errors.As(source.Broken(name, err), &refusal)
		return answer{Refusal: refusal}
	}
	return answer{Document: doc}
}

// tooLarge refuses a file that fails when the memory of PDFium is used up.
func tooLarge() error {
	return source.Refuse("PDF文件过大或过于复杂，展开后超出内存上限；请改交Word文档，或拆分后再提交",
		"the PDF needs more memory than a file may use; send the Word file, or split it")
}
