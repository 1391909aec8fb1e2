package audit

import "sync"

// sign says what a character of a text may be the first of, or a part of. A text
// is looked through once; who searches it goes from sign to sign.
type sign uint32

// Signs of the first characters of words.
const (
	labelSign   sign = 1 << iota // the label before a name
	roleSign                     // a role before a name in running words
	lifeSign                     // what follows a name
	weakSign                     // what follows names and many other words
	proofSign                    // what is said of persons only
	illnessSign                  // an illness
	surnameSign                  // a surname
	peopleSign                   // a name without a surname of one character
	pointSign                    // the point between the parts of a name

	spotSigns = 1<<iota - 1 // all above; each place of such a character is kept
)

// Signs of characters that stand in the lines of which a form is asked.
const (
	nameSign        sign = (spotSigns + 1) << iota // the first of a name
	sexSign                                        // 男 or 女
	numeralSign                                    // a Chinese digit
	capitalSign                                    // A to Z
	doorSign                                       // behind the number of a house or flat
	homeSign                                       // in the label of a home or a verb of living
	birthSign                                      // in a date of birth
	sicknessSign                                   // in a verb of having an illness
	accountSign                                    // the first of the label of an account
	certificateSign                                // in the label of a certificate
)

// signTable gives the signs of each character of the basic plane.
type signTable [1 << 16]sign

func (t *signTable) of(r rune) sign {
	if 0 <= r && r < 1<<16 {
		return t[r]
	}
	return 0
}

// mark gives a sign to the characters of s.
func (t *signTable) mark(with sign, s string) {
	for _, r := range s {
		t[r] |= with
	}
}

// markSet gives a sign to the characters of a set.
func (t *signTable) markSet(with sign, set *runeSet) {
	for r := range t {
		if set.has(rune(r)) {
			t[r] |= with
		}
	}
}

// signs is the table of all lists, made once.
var signs = sync.OnceValue(func() *signTable {
	t := new(signTable)
	for with, set := range map[sign]*runeSet{
		labelSign: nameLabels().labels.heads, roleSign: prose().roles.heads, lifeSign: prose().signs.heads, weakSign: prose().weak.heads,
		proofSign: proofs().heads, illnessSign: illnesses().heads, surnameSign: names().surnameHeads, peopleSign: peoples().letters, nameSign: names().heads,
	} {
		t.markSet(with, set)
	}
	for with, s := range map[sign]string{
		pointSign: namePoints, sexSign: "男女", accountSign: "微扣抖支QqWw", certificateSign: "证护驾学卡号保", numeralSign: "〇零○一二三四五六七八九幺", capitalSign: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
		doorSign: "号栋幢座弄", homeSign: "住址所居户家", birthSign: "生", sicknessSign: "患诊查感",
	} {
		t.mark(with, s)
	}
	return t
})
