package portal

import "sync/atomic"

// health is what is known of the search index.
type health struct {
	state atomic.Pointer[indexState]
}

type indexState struct {
	engine  string
	ready   bool   // the index holds the revision of the model
	problem string // for operators; "" when ready
}

func (h *health) set(s indexState) { h.state.Store(&s) }

func (h *health) get() indexState {
	if s := h.state.Load(); s != nil {
		return *s
	}
	return indexState{problem: "the index has not been looked at yet"}
}

// fail notes that the engine did not answer.
func (h *health) fail(err error) { h.set(indexState{engine: h.get().engine, problem: err.Error()}) }
