package flow

import (
	"mingzhang/ingest/source"
)

// Tally counts what stands in a file and was left out or moved.
type Tally struct {
	Deleted, Hidden, Comments, Footnotes  int
	Pictures, Contents, Unfilled, Symbols int
	Embedded, External                    int
	RunningHeads, Macros                  bool
}

// Sum tells how much was left out so far: it changes when something is.
func (t Tally) Sum() int {
	return t.Deleted + t.Hidden + t.Comments + t.Footnotes + t.Pictures + t.Contents + t.Unfilled + t.Symbols + t.Embedded
}

// Note writes the counts as notes of a document, always in one order.
func (t Tally) Note(b *source.Builder) {
	b.NoteCount(t.Deleted, "略去修订中已删除的内容%d处", "%d tracked deletions left out")
	b.NoteCount(t.Hidden, "略去隐藏文字%d处", "%d pieces of hidden text left out")
	b.NoteCount(t.Comments, "略去批注%d条", "%d comments left out")
	b.NoteCount(t.Footnotes, "脚注或尾注%d条，已移到所注段落之后", "%d footnotes or endnotes moved behind their paragraph")
	b.NoteCount(t.Pictures, "有图片或图表%d个，其中的文字没有读取", "%d pictures or charts, whose text was not read")
	b.NoteCount(t.Unfilled, "略去未填写的控件%d个", "%d controls not filled in left out")
	b.NoteCount(t.Symbols, "有%d个特殊符号无法辨认，已略去", "%d symbols not known left out")
	b.NoteCount(t.Embedded, "有嵌入的其他文件%d个，没有读取", "%d embedded files not read")
	b.NoteCount(t.External, "引用了文件以外的资源%d处，没有访问", "%d references to things outside the file not followed")
	if t.Contents > 0 {
		b.Note("略去目录", "the table of contents left out")
	}
	if t.RunningHeads {
		b.Note("略去页眉页脚", "headers and footers left out")
	}
	if t.Macros {
		b.Note("文件含有宏，没有运行", "the file holds macros, which were not run")
	}
}
