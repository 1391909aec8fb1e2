package doc

import (
	"mingzhang/ingest/source"
)

// tally counts what was left out.
type tally struct {
	deleted, hidden                                           places
	pictures, notes, comments, contents, fields, signs, boxes int
	headers, macros, objects                                  bool
}

// places counts runs of characters that stand together.
type places struct{ n, last int }

func (p *places) count(at int) {
	if p.n == 0 || at != p.last+1 {
		p.n++
	}
	p.last = at
}

// report writes what was counted into the notes.
func (t *tally) report(out *source.Builder) {
	out.NoteCount(t.deleted.n, "略去修订中已删除的文字%d处", "%d places deleted in tracked changes left out")
	out.NoteCount(t.hidden.n, "略去隐藏文字%d处", "%d places of hidden text left out")
	out.NoteCount(t.comments, "略去批注%d条", "%d comments left out")
	out.NoteCount(t.notes, "略去脚注和尾注%d条", "%d footnotes and endnotes left out")
	out.NoteCount(t.pictures, "略去图片或图形%d个，其中的文字没有读取", "%d pictures or drawings left out; text in them was not read")
	out.NoteCount(t.contents, "略去目录%d行", "%d lines of a table of contents left out")
	out.NoteCount(t.fields, "略去没有结果的域%d个", "%d fields without a result left out")
	out.NoteCount(t.signs, "略去符号字体中认不出的符号%d个", "%d unknown signs of symbol fonts left out")
	out.NoteCount(t.boxes, "文本框中的文字%d段列在正文之后", "%d blocks of text boxes follow the main text")
	t.reportParts(out)
}

func (t *tally) reportParts(out *source.Builder) {
	if t.headers {
		out.Note("略去页眉和页脚", "running heads and feet left out")
	}
	if t.macros {
		out.Note("文件带有宏，没有运行", "the file has macros; they were not run")
	}
	if t.objects {
		out.Note("略去嵌入的对象", "embedded objects left out")
	}
}
