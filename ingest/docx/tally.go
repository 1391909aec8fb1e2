package docx

import (
	"fmt"

	"mingzhang/ingest/source"
)

// tally counts what stands in the file and was left out or moved.
type tally struct {
	deleted, hidden, comments, footnotes  int
	pictures, contents, unfilled, symbols int
	embedded, external                    int
	runningHeads, macros                  bool
}

func (t tally) sum() int {
	return t.deleted + t.hidden + t.comments + t.footnotes + t.pictures + t.contents + t.unfilled + t.symbols + t.embedded
}

// note writes the counts as notes of a document, always in one order.
func (t tally) note(b *source.Builder) {
	for _, n := range []struct {
		count            int
		chinese, english string
	}{
		{t.deleted, "略去修订中已删除的内容%d处", "%d tracked deletions left out"},
		{t.hidden, "略去隐藏文字%d处", "%d pieces of hidden text left out"},
		{t.comments, "略去批注%d条", "%d comments left out"},
		{t.footnotes, "脚注或尾注%d条，已移到所注段落之后", "%d footnotes or endnotes moved behind their paragraph"},
		{t.pictures, "有图片或图表%d个，其中的文字没有读取", "%d pictures or charts, whose text was not read"},
		{t.unfilled, "略去未填写的控件%d个", "%d controls not filled in left out"},
		{t.symbols, "有%d个特殊符号无法辨认，已略去", "%d symbols not known left out"},
		{t.embedded, "有嵌入的其他文件%d个，没有读取", "%d embedded files not read"},
		{t.external, "引用了文件以外的资源%d处，没有访问", "%d references to things outside the file not followed"},
	} {
		if n.count > 0 {
			b.Note(fmt.Sprintf(n.chinese, n.count), fmt.Sprintf(n.english, n.count))
		}
	}
	if t.contents > 0 {
		b.Note("略去目录", "the table of contents left out")
	}
	if t.runningHeads {
		b.Note("略去页眉页脚", "headers and footers left out")
	}
	if t.macros {
		b.Note("文件含有宏，没有运行", "the file holds macros, which were not run")
	}
}
