package xlsx

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"mingzhang/ingest/source"
)

// build makes a workbook with excelize.
func build(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// put sets the rows of a sheet from A1.
func put(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, row := range rows {
		ref, err := excelize.CoordinatesToCellName(1, i+1)
		must(t, err)
		must(t, f.SetSheetRow(sheet, ref, &row))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, b []byte) *source.Document {
	t.Helper()
	doc, err := Read(context.Background(), b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func heading(text string, level int) source.Block {
	return source.Block{Kind: source.Heading, Text: text, Level: level}
}

func paragraph(text string) source.Block { return source.Block{Kind: source.Paragraph, Text: text} }

func grid(rows ...[]string) source.Block { return source.Block{Kind: source.Table, Rows: rows} }

func TestReadLaysSheetsOut(t *testing.T) {
	for name, test := range map[string]struct {
		fill func(f *excelize.File)
		want []source.Block
	}{
		"a budget with title, unit and notes": {
			func(f *excelize.File) {
				put(t, f, "Sheet1",
					[]any{"2023年某某专项资金预算表"},
					[]any{"填报单位：某某市总工会", nil, "单位：万元"},
					[]any{"序号", "项目", "金额"},
					[]any{1, "慰问困难职工", 120.5},
					[]any{2, "培训", 30},
					[]any{"合计", nil, 150.5},
					[]any{"说明：以上金额均为当年预算。"},
					[]any{"填报人：张某某", nil, "联系电话：***"})
				must(t, f.MergeCell("Sheet1", "A1", "C1"))
				must(t, f.MergeCell("Sheet1", "A6", "B6"))
				must(t, f.MergeCell("Sheet1", "A7", "C7"))
			},
			[]source.Block{
				heading("2023年某某专项资金预算表", 1),
				paragraph("填报单位：某某市总工会　单位：万元"),
				grid([]string{"序号", "项目", "金额"}, []string{"1", "慰问困难职工", "120.5"}, []string{"2", "培训", "30"}, []string{"合计", "", "150.5"}),
				paragraph("说明：以上金额均为当年预算。"),
				paragraph("填报人：张某某　联系电话：***"),
			},
		},
		"a form of two columns": {
			func(f *excelize.File) {
				put(t, f, "Sheet1",
					[]any{"项目名称", "困难职工帮扶"},
					[]any{"立项依据", "一、依据某某文件。\r\n二、依据某某规定：从严掌握。"},
					[]any{"备注", nil})
			},
			[]source.Block{grid([]string{"项目名称", "困难职工帮扶"}, []string{"立项依据", "一、依据某某文件。\n二、依据某某规定：从严掌握。"}, []string{"备注", ""})},
		},
		"several sheets": {
			func(f *excelize.File) {
				put(t, f, "Sheet1", []any{"第一行"}, []any{"第二行\n第三行"})
				_, err := f.NewSheet("绩效目标表")
				must(t, err)
				put(t, f, "绩效目标表", []any{"指标", "值"}, []any{"完成率", "100%"})
				_, err = f.NewSheet("空表")
				must(t, err)
			},
			[]source.Block{
				paragraph("第一行"), paragraph("第二行"), paragraph("第三行"),
				heading("绩效目标表", 1), grid([]string{"指标", "值"}, []string{"完成率", "100%"}),
			},
		},
		"two tables on one sheet": {
			func(f *excelize.File) {
				put(t, f, "Sheet1", []any{"表一"}, []any{"甲", "乙"}, []any{1, 2}, nil, []any{3, 4}, nil, []any{"表二"}, []any{"丙", "丁"}, []any{5, 6})
				must(t, f.MergeCell("Sheet1", "A1", "B1"))
				must(t, f.MergeCell("Sheet1", "A7", "B7"))
			},
			[]source.Block{
				heading("表一", 1), grid([]string{"甲", "乙"}, []string{"1", "2"}, []string{"3", "4"}),
				heading("表二", 1), grid([]string{"丙", "丁"}, []string{"5", "6"}),
			},
		},
		"cells over several rows and empty columns": {
			func(f *excelize.File) {
				put(t, f, "Sheet1", []any{"地区", nil, "项目", "金额"}, []any{"某市", nil, "甲", 1}, []any{nil, nil, "乙", 2})
				must(t, f.MergeCell("Sheet1", "A2", "A3"))
			},
			[]source.Block{
				grid([]string{"地区", "项目", "金额"}, []string{"某市", "甲", "1"}, []string{"", "乙", "2"}),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, read(t, build(t, test.fill)).Blocks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadLeavesOutWhatIsHidden(t *testing.T) {
	doc := read(t, build(t, func(f *excelize.File) {
		put(t, f, "Sheet1", []any{"项目", "藏列", "金额"}, []any{"甲", "x", 1}, []any{"藏行", "y", 2}, []any{"乙", "盖住", 3})
		must(t, f.SetColVisible("Sheet1", "B", false))
		must(t, f.SetRowVisible("Sheet1", 3, false))
		must(t, f.SetCellFormula("Sheet1", "C5", "SUM(C2:C4)"))
		must(t, f.AddComment("Sheet1", excelize.Comment{Cell: "A1", Author: "审核", Text: "批注甲"}))
		for _, name := range []string{"藏表", "深藏"} {
			_, err := f.NewSheet(name)
			must(t, err)
			put(t, f, name, []any{name})
			must(t, f.SetSheetVisible(name, false, name == "深藏"))
		}
		code := ";;;"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		must(t, err)
		must(t, f.SetCellValue("Sheet1", "C6", 99))
		must(t, f.SetCellStyle("Sheet1", "C6", "C6", style))
	}))
	want := &source.Document{
		Blocks: []source.Block{grid([]string{"项目", "金额"}, []string{"甲", "1"}, []string{"乙", "3"})},
		Notes: []string{
			"略去隐藏的工作表2个 / 2 hidden sheet(s) left out",
			"略去隐藏的单元格7个 / 7 hidden cell(s) left out",
			"有1个公式没有保存结果，按空白读取；请在Excel中重新计算并保存 / 1 formula(s) have no saved value and were read as empty; recalculate and save the workbook",
			"略去批注1条 / 1 comment(s) left out",
		},
	}
	if diff := cmp.Diff(want, doc); diff != "" {
		t.Error(diff)
	}
}

func TestMergedCells(t *testing.T) {
	doc := read(t, build(t, func(f *excelize.File) {
		put(t, f, "Sheet1", []any{"甲", "乙", "丙"}, []any{"合并", "盖住", 1}, []any{"丁", "戊", 2})
		must(t, f.MergeCell("Sheet1", "A2", "B2"))
		must(t, f.SetColVisible("Sheet1", "A", false))
	}))
	want := []source.Block{grid([]string{"乙", "丙"}, []string{"合并", "1"}, []string{"戊", "2"})}
	if diff := cmp.Diff(want, doc.Blocks); diff != "" {
		t.Error(diff)
	}
}

func isRefusal(err error) bool {
	var refusal *source.Refusal
	return errors.As(err, &refusal)
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	b := build(t, func(f *excelize.File) { put(t, f, "Sheet1", []any{"甲", 1}) })
	if _, err := Read(ctx, b); !errors.Is(err, context.Canceled) {
		t.Errorf("Read gave %v", err)
	}
}

func TestTruncatedWorkbook(t *testing.T) {
	b := build(t, func(f *excelize.File) { put(t, f, "Sheet1", []any{"甲", strings.Repeat("乙", 500)}) })
	for i := range 20 {
		if _, err := Read(context.Background(), b[:len(b)*i/20]); !isRefusal(err) {
			t.Errorf("%d/20 of the file gave %v, want a refusal", i, err)
		}
	}
}
