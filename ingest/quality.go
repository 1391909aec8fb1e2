package ingest

import (
	"strings"

	"mingzhang/ingest/legible"
	"mingzhang/ingest/source"
)

// minHan is the number of Han characters below which a text says nothing.
const minHan = 30

// checkQuality refuses text that is empty or garbage.
func checkQuality(text string) error {
	han := 0
	for _, c := range text {
		if isHan(c) {
			han++
		}
	}
	if strings.TrimSpace(text) == "" {
		return source.Refuse("文件里没有文字；请提交有正文的文件", "the file holds no text; send one that does")
	}
	if han < minHan {
		return source.Refuse("文件里几乎没有中文；请提交公开文本的全文", "the file holds hardly any Chinese text; send the whole disclosure")
	}
	if legible.Share(text) < legible.Enough {
		return source.Refuse("文字是乱码，无法辨认；请用原文件另存为UTF-8编码的纯文本后再提交",
			"the text is garbled; save the original file as UTF-8 text")
	}
	return nil
}
