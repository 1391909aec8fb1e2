package audit

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// peopleNames are the names of peoples that have no surname of one character:
// 扎西顿珠, 乌云其木格, 阿依古丽, 吉克阿甲.
type peopleNames struct {
	parts           []phrases // one list for each group of languages
	surnames, given phrases   // of the Yi, whose surnames have two characters
	letters         *runeSet
}

var peoples = sync.OnceValue(func() peopleNames {
	lists := partsOf(peoplesFile)
	p := peopleNames{letters: newRuneSet("吾布衣仁生恰孙荪丁热丹勒切赫诺耶则宰帖坦奇杰革雅佳丽莎杜拜甫皮兰夫沃罗"), surnames: newPhrases(lists["yisurname"]...), given: newPhrases(lists["yigiven"]...)}
	for _, name := range []string{"tibetan", "mongolian", "uyghur"} {
		p.parts = append(p.parts, newPhrases(lists[name]...))
	}
	for _, words := range lists {
		for _, r := range strings.Join(words, "") {
			p.letters.add(r)
		}
	}
	return p
})

// maxPeopleName is the number of characters of the longest such name.
const maxPeopleName = 12

// peopleName gives the length of the name of such a people at the front of s and of
// how many known parts it consists; 0 for none. A place that is called so is none.
func peopleName(s string) (length, parts int) {
	if !peoples().letters.has(runeAt(s, 0)) {
		return 0, 0
	}
	s = firstRunes(s, maxPeopleName+4)
	for _, list := range peoples().parts {
		if n, k := chain(list, s); n > length {
			length, parts = n, k
		}
	}
	if n := peoples().surnames.at(s, 0); n > 0 && !strings.Contains(s[:n], " ") {
		if k := peoples().given.at(s, n); k > length && !strings.Contains(s[:k], " ") {
			length, parts = k, 2
		}
	}
	if length == 0 || namesPlace(s[length:]) {
		return 0, 0
	}
	return length, parts
}

// namesPlace tells whether words behind a name make it the name of a place or unit.
func namesPlace(rest string) bool {
	return prefixOf(rest, "省", "市", "县", "区", "镇", "乡", "村", "路", "街", "寺", "山", "河", "湖", "旗", "盟", "州", "苏木", "嘎查", "草原", "牧场", "林场", "农场", "水库", "公司", "学校", "中学", "小学", "医院", "花", "德勒", "节", "广场", "大桥", "机场", "文化", "品牌", "社", "组", "岗", "滩", "塘", "峰", "雪", "国", "族", "语", "舞", "火山", "地区", "浩特", "察布", "图克", "乌拉", "高速", "铁路") != ""
}

// chain gives the longest stretch at the front of s that consists of parts of a
// list, and how many.
func chain(list phrases, s string) (length, parts int) {
	if !list.heads.has(runeAt(s, 0)) {
		return 0, 0
	}
	var reached [4*(maxPeopleName+4) + 1]int8 // how many parts lead to a byte
	for at := 0; at <= len(s); at++ {
		if at > 0 && reached[at] == 0 || at == len(s) {
			if reached[at] > 0 {
				length, parts = at, int(reached[at])
			}
			continue
		}
		if at > 0 {
			length, parts = at, int(reached[at])
		}
		for _, word := range list.from(runeAt(s, at)) {
			if end := at + len(word); end < len(reached) && strings.HasPrefix(s[at:], word) && reached[end] == 0 && (at > 0 || utf8.RuneCountInString(word) > 1) {
				reached[end] = reached[at] + 1
			}
		}
	}
	return length, parts
}

// isPeopleName tells whether a value is such a name and nothing else.
func isPeopleName(s string) bool {
	n, parts := peopleName(s)
	return n > 0 && n == len(s) && (parts > 1 || utf8.RuneCountInString(s) > 2)
}

// peopleNameBefore gives where such a name that ends at a place begins, -1 for none.
func (f *folded) peopleNameBefore(end int) int {
	left := lastRunes(f.text[:end], maxPeopleName)
	left = left[len(strings.TrimRightFunc(left, peoples().letters.has)):]
	for len(left) > len("字") {
		if n, _ := peopleName(left + f.right(end, 0)); n > 0 && n == len(left) {
			return end - n
		}
		left = left[utf8.RuneLen(runeAt(left, 0)):]
	}
	return -1
}

// findPeopleNames finds the names that their parts tell alone, and those with
// points: 努尔兰·哈力.
func findPeopleNames(f *folded) []Personal {
	var found []Personal
	done := 0
	for _, s := range f.spots {
		switch i := s.at; {
		case i < done:
		case s.signs&peopleSign != 0:
			if n := f.peopleNameHere(i); n > 0 {
				found = append(found, f.at(PersonName, "name-people", Likely, f.nameFront(i, i+n), i+n, maskName))
				done = i + n
			}
		case s.signs&pointSign != 0:
			if p, ok := f.dottedName(i, utf8.RuneLen(runeAt(f.text, i))); ok {
				found = append(found, p)
			}
		}
	}
	return found
}

// nameFront gives where a name really begins whose known parts stand between two
// places: a surname before them that stands behind a mark (包乌云其木格), and in a
// cell or list of names up to two characters more (勒者么尔扎).
func (f *folded) nameFront(from, to int) int {
	isMark := func(r rune) bool { return r == utf8.RuneError || !isHan(r) }
	front := from
	for range 2 {
		r, size := utf8.DecodeLastRuneInString(f.text[:front])
		if isMark(r) {
			break
		}
		front -= size
	}
	before, _ := utf8.DecodeLastRuneInString(f.text[:front])
	prefix := f.text[front:from]
	switch n := utf8.RuneCountInString(prefix); {
	case n == 0 || !isMark(before):
		return from
	case n == 1 && surnameOf(prefix+"某", true) != "":
		return front
	case n == 2 && (to == len(f.text) || strings.ContainsRune("|\n\t、 ", runeAt(f.text, to))) && !beginsWord(prefix):
		return front
	}
	return from
}

// peopleNameHere gives the length of a name that needs no words around it.
func (f *folded) peopleNameHere(at int) int {
	n, parts := peopleName(f.text[at:])
	if n == 0 || parts < 2 || utf8.RuneCountInString(f.text[at:at+n]) < 4 {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(f.text[:at])
	if isNamePoint(before) || isNamePoint(runeAt(f.text, at+n)) {
		return 0 // dottedName reads it as a whole
	}
	return n
}

// namePoints part the names of one person: 努尔兰·哈力.
const namePoints = "·•・‧"

func isNamePoint(r rune) bool { return strings.ContainsRune(namePoints, r) }

// dottedName reads the letters on both sides of a point.
func (f *folded) dottedName(point, size int) (Personal, bool) {
	isLetter := func(r rune) bool { return peoples().letters.has(r) || isNamePoint(r) }
	left := lastRunes(f.text[:point], maxPeopleName)
	left = left[len(strings.TrimRightFunc(left, isLetter)):]
	right := firstRunes(f.text[point+size:], maxPeopleName)
	right = right[:len(right)-len(strings.TrimLeftFunc(right, isLetter))]
	if whole := f.right(point+size, 5); utf8.RuneCountInString(left) > 1 {
		whole = whole[:len(whole)-len(strings.TrimLeftFunc(whole, isHan))]
		if n := utf8.RuneCountInString(whole); n >= 2 && n <= 4 && !strings.Contains(whole, "等") && endsHere(f.text[point+size+len(whole):]) && len(whole) > len(right) {
			right = whole
		}
	}
	if utf8.RuneCountInString(left) < 2 || utf8.RuneCountInString(right) < 2 || namesPlace(f.text[point+size+len(right):]) {
		return Personal{}, false
	}
	return f.at(PersonName, "name-people", Likely, point-len(left), point+size+len(right), maskName), true
}
