package audit

import (
	"cmp"
	"slices"
	"strings"
)

// The kinds of personal data.
const (
	PersonName  = "person_name"
	Mobile      = "mobile"
	Landline    = "landline"
	IDCard      = "id_card"
	Certificate = "certificate" // passports, permits, officers' cards
	BankCard    = "bank_card"
	Email       = "email"
	Account     = "account" // WeChat, QQ
	Address     = "address"
	CarPlate    = "car_plate"
	BirthDate   = "birth_date"
	Health      = "health" // an illness beside a person's name
)

// Confidence says how sure a rule is.
type Confidence string

// The two degrees. Both are masked and both wait for a person.
const (
	Certain Confidence = "certain" // a label or a check digit says so
	Likely  Confidence = "likely"  // the form and the words around it say so
)

// Personal is a piece of personal data in a text.
type Personal struct {
	Kind       string     `json:"kind" enum:"person_name,mobile,landline,id_card,certificate,bank_card,email,account,address,car_plate,birth_date,health"`
	Text       string     `json:"text" doc:"The original words"`
	Masked     string     `json:"masked" doc:"What is published in their place"`
	Rule       string     `json:"rule" doc:"What it was told by, such as name-label"`
	Confidence Confidence `json:"confidence" enum:"certain,likely"`
	Start      int        `json:"-"` // first character in the text, counted in Unicode code points
	End        int        `json:"-"` // one past the last character
}

// FindPersonal finds personal data in a text, in order and without overlaps. The
// time it takes grows with the length of the text only.
//
// Numbers are told by their form and check digits, and by the label before them;
// names by labels, by the heads of table columns, in lists, and in running words
// where a role stands before or a sign of life after them; an illness is personal
// data in a sentence that names somebody. Hotlines, credit codes, document
// numbers, amounts, accounts of units and what is masked already are not
// personal data.
func FindPersonal(text string) []Personal {
	f := fold(text)
	found := findNumbers(f)
	for _, find := range []func(*folded) []Personal{
		findHanNumbers, findTellingIDs, findEmails, findAccounts, findPlates, findCertificates, findBirthDates, findAddresses,
		findNames, findPeopleNames, findInTables, findProven,
	} {
		found = append(found, find(f)...)
	}
	found = withoutOverlaps(found)
	found = append(found, findBesideNames(f, found)...)
	found = append(found, findBesideFound(f, found)...)
	found = append(found, findIllness(f, withoutOverlaps(found))...)
	found = append(found, findHomesOfPersons(f, withoutOverlaps(found))...)
	return withoutOverlaps(f.settled(f.healWraps(withoutOverlaps(found))))
}

// healWraps takes the last character of a name to it that a narrow line pushed
// onto the next one: 陈某\n某（身份证.
func (f *folded) healWraps(found []Personal) []Personal {
	for i, p := range found {
		at := p.End
		for at < len(f.original) && at < p.End+3 && f.original[at] == '\n' {
			at++
		}
		if p.Kind != PersonName || p.End-p.Start != 2 || at == p.End || at+1 >= len(f.original) || f.original[max(0, p.Start-1)] == '\n' {
			continue
		}
		if isHan(f.original[at]) && strings.ContainsRune("(,、;", half(f.original[at+1])) {
			words := string(f.original[p.Start : at+1])
			found[i].Text, found[i].Masked, found[i].End = words, maskName(words), at+1
		}
	}
	return found
}

// withoutOverlaps puts what was found in order. Of two that overlap the earlier
// one stays, then the longer one, then the one that was looked for first.
func withoutOverlaps(found []Personal) []Personal {
	slices.SortStableFunc(found, func(a, b Personal) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var kept []Personal
	for _, p := range found {
		if len(kept) == 0 || kept[len(kept)-1].End <= p.Start {
			kept = append(kept, p)
		}
	}
	return kept
}
