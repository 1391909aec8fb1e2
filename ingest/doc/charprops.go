package doc

// look is what matters of the look of a character.
type look struct {
	deleted, hidden, special bool
	symbol                   rune // for characters of a symbol font
	halfPoints               int  // size; 0 where it is not said
}

// chars tells the look of characters.
type chars struct {
	runs   *runs[[]byte]
	styles stylesheet
	bases  map[int]look // by style
	last   struct {     // what was asked for last, mostly for a neighbour
		own, piece *byte
		style      int
		look       look
	}
}

func readChars(f *fib, styles stylesheet) *chars {
	return &chars{
		runs: readRuns(f.main, f.part(inChpx), chpx), styles: styles, bases: map[int]look{},
	}
}

// at gives the look of the character at fc, in a paragraph of a style, within a
// piece that a fast save may have changed.
func (c *chars) at(fc, paraStyle int, piece []byte) look {
	base := c.base(paraStyle)
	own := c.runs.at(fc)
	if len(own) == 0 && len(piece) == 0 {
		return base
	}
	if last := &c.last; last.own == first(own) && last.piece == first(piece) && last.style == paraStyle {
		return last.look
	}
	l := base
	eachPrl(own, func(sprm int, operand []byte) { c.apply(&l, base, sprm, operand) })
	eachPrl(piece, func(sprm int, operand []byte) { c.apply(&l, base, sprm, operand) })
	c.last.own, c.last.piece, c.last.style, c.last.look = first(own), first(piece), paraStyle, l
	return l
}

func first(b []byte) *byte {
	if len(b) == 0 {
		return nil
	}
	return &b[0]
}

// base gives the look of a style with those below it.
func (c *chars) base(number int) look {
	l, known := c.bases[number]
	if known {
		return l
	}
	for _, s := range c.styles.chain(number) {
		below := l
		eachPrl(s.char, func(sprm int, operand []byte) {
			if sprm != sprmCIstd { // a style names no style
				c.apply(&l, below, sprm, operand)
			}
		})
	}
	c.bases[number] = l
	return l
}

func (c *chars) apply(l *look, base look, sprm int, operand []byte) {
	switch sprm {
	case sprmCFRMarkDel:
		l.deleted = u8(operand, 0) != 0
	case sprmCFVanish:
		l.hidden = toggled(base.hidden, u8(operand, 0))
	case sprmCFSpec:
		l.special = u8(operand, 0) != 0
	case sprmCIstd:
		named := c.base(u16(operand, 0))
		l.hidden = l.hidden != named.hidden // two styles that toggle undo one another
		if named.halfPoints > 0 {
			l.halfPoints = named.halfPoints
		}
	case sprmCHps:
		l.halfPoints = u16(operand, 0)
	case sprmCSymbol:
		l.symbol = rune(u16(operand, 2))
	}
}

// toggled gives a property that a style may have: 0x80 leaves it as the style has
// it and 0x81 turns it round.
func toggled(base bool, operand int) bool {
	switch operand {
	case 0x80:
		return base
	case 0x81:
		return !base
	}
	return operand != 0
}
