package ofd

import (
	"mingzhang/ingest/source"
)

// tally counts what was left out or changed.
type tally struct {
	chars, hidden, slanting, unknown, pictures, drawings, templates, tables int
	signed, annotated, attached                                             bool
}

// report writes what was counted into the notes.
func (t *tally) report(out *source.Builder) {
	out.NoteCount(t.hidden, "略去不可见的文字%d处", "%d places of invisible text left out")
	out.NoteCount(t.slanting, "略去斜放的文字（多为水印）%d字", "%d characters of slanting text, mostly watermarks, left out")
	out.NoteCount(t.unknown, "有%d个字没有编码，无法辨认，已略去", "%d characters have no code and were left out")
	out.NoteCount(t.pictures, "略去图片%d个，其中的文字没有读取", "%d pictures left out; text in them was not read")
	out.NoteCount(t.drawings, "略去复合图元%d个，其中的文字没有读取", "%d composite drawings left out; text in them was not read")
	out.NoteCount(t.templates, "略去页面模板（页眉、页脚、底图）中的文字%d页", "text of page templates (running heads, backgrounds) left out on %d pages")
	out.NoteCount(t.tables, "按框线重建表格%d个，请核对", "%d tables reconstructed from ruled lines; check them")
	if t.signed {
		out.Note("文件带有电子签章，没有验证，章面文字没有读取", "the file is signed; its seals were neither verified nor read")
	}
	if t.annotated {
		out.Note("略去注释（含水印和批注）", "annotations, watermarks among them, left out")
	}
	if t.attached {
		out.Note("略去附件", "attachments left out")
	}
}
