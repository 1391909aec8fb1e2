package doc

// layout is what matters of the properties of a paragraph.
type layout struct {
	style               int
	depth               int // of tables around it; 0 outside
	rowEnd              bool
	innerCell, innerRow bool // the mark ends a cell or row of an inner table
	outline             int  // level from 0; 9 is body text
	list, listLevel     int  // list by number from 1; 0 for none
	left, first         int  // indents in twips
	leftChars           int  // the same in hundredths of a character
	firstChars          int
	row                 rowShape // of a paragraph that ends a row
}

// bodyText is the outline level of what is no heading.
const bodyText = 9

// paras tells the layout of paragraphs.
type paras struct {
	runs   *runs[[]byte]
	styles stylesheet
	bases  map[int]layout // by style
	data   []byte
	budget int // bytes of data that may still be read
}

// maxFollowed is how many bytes of property lists in the stream of data are read
// in all; a row of a table has some hundred.
const maxFollowed = 16 << 20

func readParas(f *fib, styles stylesheet) *paras {
	return &paras{runs: readRuns(f.main, f.part(inPapx), papx), styles: styles, bases: map[int]layout{}, data: f.data, budget: maxFollowed}
}

// at gives the layout of the paragraph whose mark lies at fc.
func (p *paras) at(fc int, piece []byte) layout {
	own := p.runs.at(fc)
	l := p.base(u16(own, 0))
	if len(own) > 2 {
		p.apply(&l, own[2:], true)
	}
	p.apply(&l, piece, true)
	return l
}

// base gives the layout of a style with those below it.
func (p *paras) base(number int) layout {
	l, known := p.bases[number]
	if known {
		return l
	}
	l = layout{style: number, outline: bodyText}
	for _, s := range p.styles.chain(number) {
		p.apply(&l, s.para, false)
	}
	l.row = rowShape{} // a style lays out no row, and rows must not share one
	p.bases[number] = l
	return l
}

// apply applies a property list. A list may name another one in the stream of
// data; follow says whether to go there.
func (p *paras) apply(l *layout, prls []byte, follow bool) {
	eachPrl(prls, func(sprm int, operand []byte) {
		switch sprm {
		case sprmPHugePapx, sprmPHugePapxOld, sprmPTableProps:
			if follow {
				p.apply(l, p.stored(u32(operand, 0)), false)
			}
		case sprmPIstd:
			if follow {
				*l = p.base(u16(operand, 0))
			}
		default:
			l.set(sprm, operand)
		}
	})
}

// stored gives the property list at a place in the stream of data.
func (p *paras) stored(at int) []byte {
	prls := cut(p.data, at+2, u16(p.data, at))
	if p.budget -= len(prls); p.budget < 0 {
		return nil
	}
	return prls
}

func (l *layout) set(sprm int, operand []byte) {
	switch sprm {
	case sprmPOutLvl:
		l.outline = u8(operand, 0)
	case sprmPIlvl:
		l.listLevel = u8(operand, 0)
	case sprmPIlfo:
		l.list = u16(operand, 0)
	case sprmPDxaLeft, sprmPDxaLeft80:
		l.left = i16(operand, 0)
	case sprmPDxaLeft1, sprmPDxaLeft180:
		l.first = i16(operand, 0)
	case sprmPDxcLeft:
		l.leftChars = i16(operand, 0)
	case sprmPDxcLeft1:
		l.firstChars = i16(operand, 0)
	default:
		l.setTable(sprm, operand)
	}
}

func (l *layout) setTable(sprm int, operand []byte) {
	switch sprm {
	case sprmPFInTable:
		if l.depth = max(l.depth, 1); u8(operand, 0) == 0 {
			l.depth = 0
		}
	case sprmPItap:
		l.depth = min(max(u32(operand, 0), l.depth), maxDepth)
	case sprmPDtap:
		l.depth = min(max(l.depth+int(int32(u32(operand, 0))), 0), maxDepth)
	case sprmPFTtp:
		l.rowEnd = u8(operand, 0) != 0
	case sprmPFInnerTableCell:
		l.innerCell = u8(operand, 0) != 0
	case sprmPFInnerTtp:
		l.innerRow = u8(operand, 0) != 0
	case sprmTDefTable:
		l.row = readRow(operand)
	case sprmTVertMerge:
		l.row.mergeDown(u8(operand, 1), u8(operand, 2))
	}
}

// indent gives the room before the first line in characters of a size.
func (l *layout) indent(halfPoints int) int {
	const common = 21 // half points of 五号, in which Chinese documents begin
	if halfPoints <= 0 {
		halfPoints = common
	}
	twips := 10 * halfPoints // of a character
	left := (l.left + l.first + twips/2) / twips
	if l.leftChars != 0 || l.firstChars != 0 {
		left = (l.leftChars + l.firstChars + 50) / 100
	}
	return max(left, 0)
}
