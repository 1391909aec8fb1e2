package portal

import (
	"time"

	"mingzhang/search"
)

// restAfterLesson is how many times as long as learning names took nobody learns
// again: publications one after the other must not keep a core busy.
const restAfterLesson = 20

// lesson is what came of learning the names of a model.
type lesson struct {
	next    int64 // of that model
	lexicon *search.Lexicon
	took    time.Duration
}

// school learns names beside all else, one lesson at a time. New titles and units
// are found at once by their characters; until the lesson is over they are
// not completed, nor found by pinyin.
type school struct {
	portal *Portal
	busy   bool
	rests  time.Time // until when
}

// open begins a lesson when a model needs one, and says when to ask again.
func (s *school) open(m *model) (again time.Duration) {
	const later = time.Hour
	switch wait := time.Until(s.rests); {
	case m.learned || s.busy:
		return later
	case wait > 0:
		return wait
	}
	s.busy = true
	go func() {
		began := time.Now()
		l := lesson{next: m.next, lexicon: newLexicon(m.snap)}
		l.took = time.Since(began)
		s.portal.lessons <- l
	}()
	return later
}

func (s *school) over(l lesson) {
	s.busy, s.rests = false, time.Now().Add(restAfterLesson*l.took)
}

// close waits for the lesson under way.
func (s *school) close() {
	if s.busy {
		<-s.portal.lessons
	}
}

// learn shows the present model with the words of a lesson.
func (p *Portal) learn(l lesson) {
	p.changing.Lock()
	defer p.changing.Unlock()
	old := p.coming.Load()
	m := newModel(old.snap, old.next, l.lexicon, old.next == l.next)
	p.coming.Store(m)
	p.model.Store(m)
}
