package source

import "fmt"

// Refusal is a reason not to read a file, in words for the person who sent it:
// what was found and what to do.
type Refusal struct{ Chinese, English string }

// Error gives both languages.
func (r *Refusal) Error() string { return r.Chinese + " / " + r.English }

// Refuse makes a [Refusal].
func Refuse(chinese, english string) error { return &Refusal{chinese, english} }

// Broken is the refusal of a file whose format is known and whose bytes do not
// follow it; name is that of the format for people, such as Word文档.
func Broken(name string, cause error) error {
	return &Refusal{
		fmt.Sprintf("%s已损坏，无法读取；请用原程序打开并重新保存后再提交", name),
		fmt.Sprintf("the file is damaged (%v); open it in its own program and save it again", cause),
	}
}

// TooLong is the refusal of a text beyond [MaxText] or [MaxBlocks].
func TooLong() error {
	return Refuse(fmt.Sprintf("正文超过%d万字的上限；请拆分后再提交", MaxText/10_000),
		fmt.Sprintf("the text has more than %d characters; split it", MaxText))
}
