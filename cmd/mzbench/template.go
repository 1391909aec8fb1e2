package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingzhang/content"
)

// templates fills {INDEX.FIELD} in queries and judgements with facts of the
// corpus: {4711.number} is the first document number of disclosure 4711. A
// field may name the way to write it: {4711.number-square}.
type templates struct {
	at func(i int) *record
}

func (t templates) fill(text string) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		inside, after, closed := strings.Cut(rest, "}")
		index, field, dotted := strings.Cut(inside, ".")
		i, err := strconv.Atoi(index)
		if !closed || !dotted || err != nil || i < 0 {
			return "", fmt.Errorf("%q is no template; write {4711.title}", "{"+inside)
		}
		value, err := t.at(i).field(field)
		if err != nil {
			return "", fmt.Errorf("disclosure %d: %w", i, err)
		}
		b.WriteString(value)
		text = after
	}
}

// field gives a fact of the record in words, as somebody could type it.
func (r *record) field(name string) (string, error) {
	fact, form, _ := strings.Cut(name, "-")
	switch {
	case fact == "title":
		return r.title, nil
	case fact == "unit" && form == "short":
		return strings.Replace(r.unit, r.region, shortPlace(r.region), 1), nil
	case fact == "unit":
		return r.unit, nil
	case fact == "place":
		return shortPlace(r.region), nil
	case fact == "clause":
		return r.clause(), nil
	case fact == "sentence":
		return r.sentence(), nil
	case fact == "broken" && r.broken != "":
		return r.broken, nil
	case fact == "number" && len(r.numbers) > 0:
		return writeNumber(r.numbers[0], form)
	case fact == "amount" && r.amount != nil:
		return writeAmount(*r.amount, form)
	case fact == "people" && r.beneficiaries != nil:
		return writePeople(*r.beneficiaries, form)
	}
	return "", fmt.Errorf("it has no %q", name)
}

// shortPlace leaves out what people leave out: 玉溪市 becomes 玉溪.
func shortPlace(name string) string {
	last, size := utf8.DecodeLastRuneInString(name)
	if strings.ContainsRune("市县区省旗", last) && utf8.RuneCountInString(name) > 2 {
		return name[:len(name)-size]
	}
	return name
}

// writeNumber writes 总工办发〔2020〕13号 in another form.
func writeNumber(number, form string) (string, error) {
	office, rest, ok := strings.Cut(number, "〔")
	year, serial, closed := strings.Cut(rest, "〕")
	if !ok || !closed {
		return "", fmt.Errorf("%q is no document number", number)
	}
	switch form {
	case "":
		return number, nil
	case "square":
		return office + "[" + year + "]" + serial, nil
	case "widesquare":
		return office + "［" + year + "］" + serial, nil
	case "lens":
		return office + "【" + year + "】" + serial, nil
	case "round":
		return office + "（" + year + "）" + serial, nil
	case "halfround":
		return office + "(" + year + ")" + serial, nil
	case "angle":
		return office + "<" + year + ">" + serial, nil
	case "open":
		return office + year + "年" + serial, nil
	case "wide":
		return wide(office + "〔" + year + "〕第" + serial), nil
	case "spaced":
		return office + " 〔" + year + "〕 " + serial, nil
	case "bare":
		return office + "〔" + year + "〕" + strings.TrimSuffix(serial, "号"), nil
	}
	return "", fmt.Errorf("a document number has no form %q", form)
}

func writeAmount(m content.Money, form string) (string, error) {
	yuan := int64(m.Fen / 100)
	tenThousands := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%04d", yuan/10000, yuan%10000), "0"), ".")
	switch form {
	case "": // as a judgement reads it
		return m.Fen.Yuan(), nil
	case "text":
		return m.Text, nil
	case "wan":
		return tenThousands + "万元", nil
	case "wanzeros":
		return fmt.Sprintf("%d.%04d万元", yuan/10000, yuan%10000), nil
	case "wanshort":
		return tenThousands + "万", nil
	case "wanwide":
		return wide(tenThousands) + "万元", nil
	case "yuan":
		return strconv.FormatInt(yuan, 10) + "元", nil
	case "comma":
		return comma(yuan) + "元", nil
	case "cents":
		return comma(yuan) + ".00元", nil
	}
	return "", fmt.Errorf("an amount has no form %q", form)
}

func writePeople(p content.People, form string) (string, error) {
	switch form {
	case "":
		return p.String(), nil
	case "comma":
		return comma(int64(p.Count)) + p.Unit, nil
	case "wide":
		return wide(strconv.Itoa(p.Count)) + p.Unit, nil
	case "spaced":
		return strconv.Itoa(p.Count) + " " + p.Unit, nil
	}
	return "", fmt.Errorf("a count of people has no form %q", form)
}

// comma parts thousands: 3,346,000.
func comma(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10)
	}
	return fmt.Sprintf("%s,%03d", comma(n/1000), n%1000)
}

// wide makes ASCII full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, s)
}
