package audit

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// sense is what the words before a number say that it is.
type sense int

const (
	silent sense = iota
	idSense
	cardSense
	phoneSense
	codeSense
)

type numberLabel struct {
	sense sense
	words []string
}

// numberLabels say what a number is. Of two labels the one nearer to the number counts.
var numberLabels = sync.OnceValue(func() []numberLabel {
	return []numberLabel{
		{idSense, []string{"身份证", "证件号", "公民身份", "身份号码", "身份证件", "社会保障号", "社保号", "残疾证", "居民证", "证号", "社保卡号"}},
		{cardSense, []string{
			"卡号", "银行卡", "账号", "帐号", "账户", "帐户", "存折", "一卡通", "银行账", "工资卡", "储蓄卡", "借记卡",
			"农业银行", "工商银行", "建设银行", "中国银行", "农商行", "信用社", "邮储银行", "储蓄银行", "农行", "工行", "建行",
		}},
		{phoneSense, []string{"电话", "手机", "座机", "传真", "固话", "小灵通", "联系方式", "联系号码", "热线", "联络方式", "致电", "拨打", "来电", "tel", "fax", "mobile", "phone", "微信"}},
		{codeSense, []string{
			"信用代码", "机构代码", "索引号", "编号", "文号", "条形码", "发票", "登记号", "许可证", "项目编码", "编码", "代码", "批号", "合同号", "合同编号", "票号",
			"订单", "流水号", "凭证号", "国库", "税号", "识别号", "标准号", "备案号", "案号", "邮编", "邮政编码", "序列号", "单号", "回单号", "公告号", "招标", "采购编号", "sha", "md5", "isbn",
			"版本号", "时间戳", "立案号", "资产号", "统计码", "区划码", "区划代码", "科目",
		}},
	}
})

// longestLabel is the number of characters before a number in which its label stands.
const longestLabel = 16

// before gives the words before a number, without blanks and without other numbers
// that stand between: 电话：3276000、3276001.
func (f *folded) before(start int) string {
	left := strings.ToLower(strings.ReplaceAll(f.left(start, 3*longestLabel), " ", ""))
	left = strings.TrimRight(left, "+0123456789-()、,/或和及转")
	if i := strings.LastIndexAny(left, "。;"); i >= 0 {
		left = left[i:]
	}
	return left
}

// senseOf tells what the words before a place say that the number there is.
func (f *folded) senseOf(start int) sense {
	best, _ := nearestLabel(lastRunes(f.before(start), longestLabel))
	return best
}

// nearestLabel gives what the last label in s says, and where it ends.
func nearestLabel(s string) (best sense, at int) {
	at = -1
	for _, l := range numberLabels() {
		for _, word := range l.words {
			if i := strings.LastIndex(s, word); i >= 0 && i+len(word) > at {
				best, at = l.sense, i+len(word)
			}
		}
	}
	return best, at
}

// hasPhoneLabel tells whether the label of a telephone stands directly before a
// place, or with a colon and a few words between: 电话：赵某某 3276000.
func (f *folded) hasPhoneLabel(start int) bool {
	left := lastRunes(f.before(start), longestLabel)
	sense, end := nearestLabel(left)
	if sense != phoneSense {
		return false
	}
	between := strings.Trim(left[end:], "*_|号码为是")
	return between == "" || strings.ContainsAny(between, ":(")
}

// isPublic tells whether the words before a telephone number say that everybody
// is to call it: hotlines, complaints, the switchboard of an office.
func (f *folded) isPublic(start int) bool {
	left := strings.ReplaceAll(f.left(start, 36), " ", "")
	left = strings.TrimRight(left, "0123456789-()、/或和及,转")
	if i := strings.LastIndexAny(left, "。;,、"); i >= 0 {
		left = left[i:]
	}
	return containsAny(left, "热线", "监督", "举报", "投诉", "咨询", "服务电话", "维权", "客服", "值班", "信访", "总机", "报警", "求助", "救援", "报名电话", "受理电话", "公开电话", "公布电话", "预约电话", "意见电话", "窗口电话", "申诉")
}

// phrases finds words of a list in a text, the longest one at each place.
type phrases struct {
	heads *runeSet // the characters that words begin with
	words map[rune][]string
}

func newPhrases(words ...string) phrases {
	p := phrases{new(runeSet), map[rune][]string{}}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		p.heads.add(r)
		p.words[r] = append(p.words[r], w)
	}
	return p
}

// from gives the words of the list that begin with r.
func (p phrases) from(r rune) []string {
	if !p.heads.has(r) {
		return nil
	}
	return p.words[r]
}

// at gives the end of the longest phrase at a byte of s; blanks between its
// characters do not count (填 报 人). 0 when there is none.
func (p phrases) at(s string, i int) int {
	longest := 0
	for _, word := range p.from(runeAt(s, i)) {
		longest = max(longest, matchSpaced(s, i, word))
	}
	return longest
}

// matchSpaced gives the end of word at a byte of s, 0 when it does not stand there.
func matchSpaced(s string, i int, word string) int {
	end := i + len(word)
	if strings.HasPrefix(s[min(i, len(s)):], word) {
		return end
	}
	if i >= len(s) || strings.IndexByte(s[i:min(end, len(s))], ' ') < 0 {
		return 0
	}
	for at, r := range word {
		for blanks := 0; at > 0 && i < len(s) && s[i] == ' ' && blanks < 4; blanks++ {
			i++
		}
		if i >= len(s) || runeAt(s, i) != r {
			return 0
		}
		i += utf8.RuneLen(r)
	}
	return i
}

// afterLabel is what stands between a label and its value.
type afterLabel struct {
	at    int  // where the value begins
	colon bool // a colon parts them
	blank bool // only blanks part them
}

// skipLabel goes from the end of a label to its value, over a bracket such as
// (签字), 姓名, 及电话, marks of Markdown and the colon.
func (f *folded) skipLabel(i int) afterLabel {
	s := f.text
	i = skipBracket(s, skipBlanksFrom(s, i))
	for _, word := range []string{"姓名", "名称", "签字", "签名", "及", "和", "、", "/", "联系", "电话", "方式", "号码"} {
		if end := matchSpaced(s, skipBlanksFrom(s, i), word); end > 0 {
			i = end
		}
	}
	i = skipBracket(s, i)
	from := i
	a := afterLabel{}
	for i < len(s) && strings.ContainsRune(" *_:\n\t", rune(s[i])) && i-from < 12 {
		a.colon = a.colon || s[i] == ':'
		if s[i] == '\n' && !a.colon {
			break
		}
		i++
	}
	for _, word := range []string{"为:", "是:", "为", "是"} {
		if i == from && strings.HasPrefix(s[i:], word) && strings.HasSuffix(word, ":") {
			i, a.colon = i+len(word), true
		}
	}
	a.at, a.blank = i, !a.colon && i > from
	return a
}

func skipBlanksFrom(s string, i int) int {
	for n := 0; n < 4 && i < len(s) && s[i] == ' '; n++ {
		i++
	}
	return i
}

// skipBracket goes over a short remark in brackets.
func skipBracket(s string, i int) int {
	if i >= len(s) || s[i] != '(' {
		return i
	}
	inside := firstRunes(s[i:], 12)
	end := strings.IndexByte(inside, ')')
	if end < 0 || strings.Contains(inside[:end], "\n") {
		return i
	}
	return i + end + 1
}
