package doc

// maxLevel is how many levels a list has.
const maxLevel = 9

// maxNumberText is how many characters the form of a number may have.
const maxNumberText = 64

// level says how one level of a list is numbered.
type level struct {
	start   int
	format  int      // nfc of [MS-OSHARED] 2.2.1.3
	text    []uint16 // what is shown; a unit below 9 stands for the number of that level
	legal   bool     // all numbers of it in Arabic figures
	follow  bool     // does not begin anew below a higher level
	defined bool
}

// list is one definition; uses of it count together.
type list struct {
	id     int
	levels [maxLevel]level
}

// use is a paragraph's way to a list, with levels of its own (an LFO).
type use struct {
	list   *list
	levels map[int]level
	starts map[int]int // levels that begin anew at this use
}

// readLists reads the definitions and uses of lists ([MS-DOC] 2.9.147, 2.9.131).
func readLists(f *fib) []use {
	at, size := f.pair(inLists)
	heads := cut(f.table, at, size)
	if heads == nil {
		return nil
	}
	byID := map[int]*list{}
	rest := f.table[at+size:]
	for i := range min(u16(heads, 0), (len(heads)-2)/28) {
		head := heads[2+28*i:]
		l := &list{id: u32(head, 0)}
		n := maxLevel
		if u8(head, 26)&1 != 0 {
			n = 1
		}
		for j := range n {
			l.levels[j], rest = readLevel(rest)
		}
		byID[l.id] = l
	}
	return readUses(f.part(inListUses), byID)
}

// readLevel reads an LVL and gives what follows it.
func readLevel(b []byte) (level, []byte) {
	const head = 28
	paraSize, charSize := u8(b, 25), u8(b, 24)
	at := head + paraSize + charSize
	n := u16(b, at)
	end := at + 2 + 2*n
	if end > len(b) || n > maxNumberText {
		return level{}, nil
	}
	l := level{start: u32(b, 0), format: u8(b, 4), legal: u8(b, 5)&4 != 0, follow: u8(b, 5)&8 != 0, defined: true}
	for i := range n {
		l.text = append(l.text, uint16(u16(b, at+2+2*i)))
	}
	return l, b[end:]
}

func readUses(b []byte, byID map[int]*list) []use {
	const size = 16
	if len(b) < 4 {
		return nil
	}
	n := min(u32(b, 0), (len(b)-4)/size)
	uses := make([]use, n)
	rest := b[4+size*n:]
	for i := range n {
		head := b[4+size*i:]
		uses[i].list = byID[u32(head, 0)]
		rest = uses[i].override(rest, u8(head, 12))
	}
	return uses
}

// override reads the levels that a use changes and gives what follows them.
func (u *use) override(b []byte, count int) []byte {
	u.levels, u.starts = map[int]level{}, map[int]int{}
	b = b[min(4, len(b)):]
	for range count {
		if len(b) < 8 {
			return nil
		}
		start, flags := u32(b, 0), u32(b, 4)
		b = b[8:]
		which := flags & 0xF
		if flags&0x20 != 0 {
			var l level
			if l, b = readLevel(b); l.defined {
				u.levels[which] = l
				start = l.start
			}
		}
		if flags&0x10 != 0 {
			u.starts[which] = start
		}
	}
	return b
}

func (u *use) level(i int) level {
	if l, changed := u.levels[i]; changed {
		return l
	}
	return u.list.levels[i]
}
