// Package hostile makes files that were built to hurt whoever reads them: bombs,
// loops, lies about sizes, names that climb, links to the network, and formats
// that pass for others. Tests and benches send them through the whole way from a
// file to its drafts. Nothing here is ever part of the portal.
package hostile

import "strings"

// File is a hostile file. Bytes makes it anew with each call, for some are large.
type File struct {
	Name  string // as a clerk might have named it; what it is about stands before the dot
	Bytes func() []byte
	// Want is what the Chinese reason for refusing it says; empty when the file is
	// to be read as a disclosure in spite of what it holds.
	Want string
}

// Files gives all hostile files. Those that point to the network point to url,
// where nobody may ever be seen to ask.
func Files(url string) []File {
	var all []File
	for _, group := range [][]File{
		archives(), wordFiles(url), workbooks(url), others(url), pages(url), texts(), names(), compounds(), pdfs(url),
	} {
		all = append(all, group...)
	}
	return all
}

// lines is a disclosure with everything that one must state.
func lines() []string {
	return []string{
		"江门市总工会2024年困难职工帮扶专项资金项目公开文本",
		"一、项目名称", "困难职工帮扶专项资金",
		"二、立项依据", "根据江门市总工会关于做好困难职工帮扶工作的要求，设立本项目。",
		"三、项目实施单位", "江门市总工会",
		"四、项目基本概况", "为全市困难职工提供生活救助，安排资金10.00万元。",
		"五、项目实施内容", "1.生活救助：帮扶困难职工100人，每人1000元，共10.00万元。",
		"六、资金安排情况", "本项目安排资金10.00万元，来源为市级财政资金。",
		"七、项目实施计划", "2024年1月至12月实施。",
		"八、项目实施成效", "困难职工生活得到改善。",
	}
}

func text() string { return strings.Join(lines(), "\n") + "\n" }

// of makes a file whose bytes are at hand.
func of(name, want, content string) File {
	return File{name, func() []byte { return []byte(content) }, want}
}
