package audit

import (
	"os"
	"strings"
	"testing"
)

// looks gives the forms with the cheap look at a line that goes before each.
func looks() map[string]struct{ finds, may func(line string) bool } {
	numbers := func(line string) bool {
		for _, m := range numberedItem.FindAllStringSubmatch(line, -1) {
			if isStrictName(m[1]) {
				return true
			}
		}
		return false
	}
	return map[string]struct{ finds, may func(line string) bool }{
		"a door":             {homeForm.MatchString, mayLeadToDoor},
		"a sex":              {nameSexed.MatchString, tellsSex},
		"a numbered name":    {numbers, numbersName},
		"an account":         {accountForm.MatchString, tellsAccount},
		"a certificate":      {certForm.MatchString, tellsCertificate},
		"a birth":            {birthLabel.MatchString, tellsBirth},
		"a birth behind":     {birthAfter.MatchString, tellsBirth},
		"an illness":         {otherIllness.MatchString, tellsIllness},
		"digits in Chinese":  {hanDigits.MatchString, hasHanDigits},
		"the plate of a car": {plateForm.MatchString, hasCapital},
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
		for line := range strings.Lines(fold(s).text) {
			for name, look := range looks() {
				if look.finds(line) && !look.may(line) {
					t.Errorf("%s is not looked for in %q", name, line)
				}
			}
		}
	})
}
