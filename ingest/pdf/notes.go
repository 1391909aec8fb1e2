package pdf

// Kinds of annotations in PDFium.
const (
	linkNote   = 2
	popupNote  = 16
	widgetNote = 20
)

// maxNotes is the most annotations of a page that are looked at.
const maxNotes = 5_000

// readNotes reads the annotations of a page: what was filled into a form is
// text, the others are counted.
func (s *sandbox) readNotes(page uint64, sh *sheet) {
	n := min(s.number("FPDFPage_GetAnnotCount", page), maxNotes)
	for i := 0; i < n && s.fault == nil; i++ {
		note := s.call("FPDFPage_GetAnnot", page, uint64(i))
		if note == 0 {
			continue
		}
		switch s.number("FPDFAnnot_GetSubtype", note) {
		case linkNote, popupNote:
		case widgetNote:
			s.readField(note, sh)
		default:
			sh.left.comments++
		}
		s.call("FPDFPage_CloseAnnot", note)
	}
}

// readField puts the value of a form's field where the field is.
func (s *sandbox) readField(note uint64, sh *sheet) {
	const hidden = 1<<1 | 1<<5 // the flags Hidden and NoView
	if s.number("FPDFAnnot_GetFlags", note)&hidden != 0 {
		return
	}
	key := s.place([]byte("V\x00"))
	value := []rune(s.text("FPDFAnnot_GetStringValue", note, uint64(key)))
	s.call("free", uint64(key))
	if len(value) == 0 || !s.is("FPDFAnnot_GetRect", note, s.out(0)) {
		return
	}
	at := rect{left: s.float32At(0), top: s.float32At(1), right: s.float32At(2), bottom: s.float32At(3)}
	size := min(at.height()*0.7, at.width()/float64(len(value)), 12)
	if size < 0.5 {
		return
	}
	st := &style{size: size, order: maxObjects}
	base := (at.top+at.bottom)/2 - size*0.38
	for i, c := range value {
		x := at.left + float64(i)*size
		sh.letters = append(sh.letters, letter{rune: c, x: x, y: base, style: st,
			box: rect{left: x, right: x + size, bottom: base - size*0.12, top: base + size*0.88}})
	}
}
