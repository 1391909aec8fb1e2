package portal

import "sync/atomic"

// health is what is known of the search index.
type health struct {
	state atomic.Pointer[indexState]
}

// indexState is never changed but for its channel, which is closed when there is
// a newer one.
type indexState struct {
	engine  string
	next    int64  // the index holds the log up to before this entry
	problem string // for operators; "" when the index can be asked
	over    chan struct{}
}

func newHealth() *health {
	h := &health{}
	h.state.Store(&indexState{problem: "the index has not been looked at yet", over: make(chan struct{})})
	return h
}

func (h *health) set(s indexState) {
	s.over = make(chan struct{})
	close(h.state.Swap(&s).over)
}

func (h *health) get() *indexState { return h.state.Load() }

// fail says that the index cannot be asked.
func (h *health) fail(err error) {
	s := h.get()
	h.set(indexState{engine: s.engine, next: s.next, problem: err.Error()})
}

// holds tells whether the index can be asked and knows all that a model has.
func (s *indexState) holds(m *model) bool { return s.problem == "" && s.next >= m.next }
