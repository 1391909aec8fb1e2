package audit

import (
	"os"
	"testing"
)

// look is what goes before a form is asked of a line: its signs, and a cheap look.
type look struct {
	finds func(line string) bool
	has   sign
	may   func(line string) bool
}

func looks() map[string]look {
	numbers := func(line string) bool {
		for _, m := range numberedItem.FindAllStringSubmatch(line, -1) {
			if isStrictName(m[1]) {
				return true
			}
		}
		return false
	}
	return map[string]look{
		"a door":             {homeForm.MatchString, doorSign, mayLeadToDoor},
		"a sex":              {nameSexed.MatchString, sexSign, tellsSex},
		"a numbered name":    {numbers, nameSign, numbersName},
		"an account":         {accountForm.MatchString, accountSign, tellsAccount},
		"a certificate":      {certForm.MatchString, certificateSign, tellsCertificate},
		"a birth":            {birthLabel.MatchString, birthSign, tellsBirth},
		"a birth behind":     {birthAfter.MatchString, birthSign, tellsBirth},
		"an illness":         {otherIllness.MatchString, sicknessSign, tellsIllness},
		"digits in Chinese":  {hanDigits.MatchString, numeralSign, hasHanDigits},
		"the plate of a car": {plateForm.MatchString, capitalSign, hasCapital},
		"a home":             {homeLabel.MatchString, homeSign, mayLabelHome},
		"a verb of living":   {homeVerb.MatchString, homeSign, mayTellHome},
	}
}

// FuzzLooks makes sure that no look leaves a line out in which its form finds
// something.
func FuzzLooks(f *testing.F) {
	for text := range positives() {
		f.Add(text)
	}
	for _, file := range []string{"testdata/personal.txt", "testdata/public.txt"} {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add("家住甲路12 弄3 单元 4室\n乙小区7号楼 502 户\n丙村二组 12-3号\n甲苑A座1203房\n甲路十二号楼二 单元5号房")
	f.Add("1. 赵甲乙,\n（二）赵甲乙：\n3.、 赵甲乙 (\n;(十二)) 赵甲乙,")
	f.Add("赵甲乙( 男,\n赵甲乙、系女。\nQQ号：12_45-\n微信 a_b_c\n护照号1_23456\n学籍号：甲字第12-456号")
	f.Fuzz(func(t *testing.T, s string) {
		text := fold(s)
		for _, l := range text.lines {
			line := text.text[l.start:l.end]
			for name, look := range looks() {
				if look.finds(line) && (l.signs&look.has == 0 || !look.may(line)) {
					t.Errorf("%s is not looked for in %q", name, line)
				}
			}
		}
	})
}
