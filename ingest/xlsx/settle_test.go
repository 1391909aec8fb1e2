package xlsx

import (
	"context"
	"testing"
)

func TestNumbersAreShownAsInExcel(t *testing.T) {
	for _, test := range []struct {
		id      int
		code    string
		raw     string
		want    string
		rounded bool
	}{
		{0, "", "334.6", "334.6", false},
		{0, "", "334.59999999999997", "334.6", false},
		{0, "", "0.30000000000000004", "0.3", false},
		{0, "", "1.2345678E7", "12345678", false},
		{0, "", "-0.5", "-0.5", false},
		{0, "", "1E-3", "0.001", false},
		{0, "", "not a number", "not a number", false},
		{2, "", "3.1", "3.10", false},
		{4, "", "1234567.8", "1,234,567.80", false},
		{3, "", "1234567.8", "1,234,568", true},
		{10, "", "0.3", "30.00%", false},
		{9, "", "0.125", "13%", true},
		{11, "", "12345", "12345", false},
		{14, "", "45322", "2024/1/31", false},
		{31, "", "45322", "2024年1月31日", false},
		{0, "yyyy-mm-dd", "45322", "2024-01-31", false},
		{0, `[$-804]yyyy"年"m"月"`, "45322", "2024年1月", false},
		{0, `m"月"`, "45322", "1月", false},
		{0, "[h]:mm", "1.5", "36:00", false},
		{0, `_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, "1234.5", "1,234.50", false},
		{0, `_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, "-1234.5", "-1,234.50", false},
		{0, `#,##0.00_);[Red](#,##0.00)`, "-55.5", "-55.50", false},
		{0, `0.00_);[Red]0.00`, "-55.5", "-55.50", false},
		{44, "", "1234.5", "¥1,234.50", false},
		{0, `#,##0.00"万元"`, "334.6", "334.60万元", false},
		{0, `0"年"`, "2023", "2023年", false},
		{0, "000000", "42", "000042", false},
		{0, "0.00", "1.005", "1.01", true},
		{0, "0.00", "2.675", "2.68", true},
		{0, "0.00,", "1234567", "1234.57", true},
		{0, "0!.0,", "1234567", "123.5", true},
		{0, `0\.0000`, "1234567", "123.4567", false},
		{0, `0.0"分"`, "95.5", "95.5分", false},
		{0, `"第"0"号"`, "7", "第7号", false},
		{49, "", "123456789012345", "123456789012345", false},
	} {
		t.Run(test.code+" "+test.raw, func(t *testing.T) {
			n := number{format{test.id, test.code}, test.raw}
			var asked []number
			if !n.format.isGeneral() {
				asked = append(asked, n)
			}
			shown, err := render(context.Background(), asked, false)
			if err != nil {
				t.Fatal(err)
			}
			var r reader
			var c cell
			text, known := shown[n]
			r.show(&c, n, text, known)
			if c.text != test.want || (r.left.rounded > 0) != test.rounded {
				t.Errorf("%s of %q (excelize: %q) gave %q, rounded %v; want %q, %v", test.raw, test.code, text, c.text, r.left.rounded > 0, test.want, test.rounded)
			}
		})
	}
}

func TestDaysFrom1904(t *testing.T) {
	n := number{format{code: "yyyy-mm-dd"}, "43860"}
	shown, err := render(context.Background(), []number{n}, true)
	if err != nil || shown[n] != "2024-01-31" {
		t.Errorf("got %q, %v", shown[n], err)
	}
}
