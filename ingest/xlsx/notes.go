package xlsx

import (
	"encoding/xml"
	"strings"

	"mingzhang/ingest/guard"
)

// leftOut counts what stands in the workbook and not in the document.
type leftOut struct {
	hiddenSheets, chartSheets, hiddenCells, covered int
	formulas, faults, rounded                       int
}

// noteAll says what was left out, always in the same order.
func (r *reader) noteAll() {
	l := r.left
	r.out.NoteCount(l.hiddenSheets, "略去隐藏的工作表%d个", "%d hidden sheet(s) left out")
	r.out.NoteCount(l.hiddenCells, "略去隐藏的单元格%d个", "%d hidden cell(s) left out")
	r.out.NoteCount(l.covered, "略去被合并单元格盖住的内容%d处", "%d value(s) beneath merged cells left out")
	r.out.NoteCount(l.formulas, "有%d个公式没有保存结果，按空白读取；请在Excel中重新计算并保存", "%d formula(s) have no saved value and were read as empty; recalculate and save the workbook")
	r.out.NoteCount(l.faults, "有%d个单元格显示为错误值（如#REF!）", "%d cell(s) show an error such as #REF!")
	r.out.NoteCount(l.rounded, "有%d个数按显示的小数位四舍五入读取", "%d number(s) were read rounded, as shown")
	r.out.NoteCount(l.chartSheets+r.countParts("/charts/chart"), "略去图表%d个", "%d chart(s) left out")
	r.out.NoteCount(r.countParts("/media/"), "略去图片%d幅", "%d picture(s) left out")
	r.out.NoteCount(r.countMarks("comments", "comment"), "略去批注%d条", "%d comment(s) left out")
	r.out.NoteCount(r.countMarks("drawings/drawing", "txBody"), "略去文本框%d个，其中的文字未读取", "%d text box(es) left out")
	r.out.NoteCount(r.countParts("vbaproject.bin"), "文件带有宏，未运行", "the file holds macros, which were not run")
	r.out.NoteCount(r.countParts("/externallinks/externallink"), "文件引用了其他文件%d个，未打开", "%d link(s) to other files were not followed")
	r.out.NoteCount(r.countParts("/embeddings/"), "略去嵌入的文件%d个", "%d embedded file(s) left out")
}

func (r *reader) partsWith(mark string) []string {
	var found []string
	for _, name := range r.archive.Names() {
		lower := strings.ToLower(name)
		if strings.Contains(lower, mark) && !strings.Contains(lower, "_rels/") {
			found = append(found, name)
		}
	}
	return found
}

func (r *reader) countParts(mark string) int { return len(r.partsWith(mark)) }

// countMarks counts the elements of a name in the parts that mark names. A part
// that cannot be read counts as one: it is left out anyway.
func (r *reader) countMarks(mark, element string) int {
	n := 0
	for _, name := range r.partsWith(mark) {
		b, err := r.archive.Read(name)
		if err == nil {
			err = each(b, func(_ *guard.XML, e xml.StartElement) error {
				if e.Name.Local == element {
					n++
				}
				return nil
			})
		}
		if err != nil {
			n++
		}
	}
	return n
}
