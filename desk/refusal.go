package desk

import "strings"

// Refusal is why the desk does not do what was asked. The values below are all
// there are; ask for one with errors.Is, and for the words with errors.As.
type Refusal struct{ Code, Chinese, English string }

// Error gives the English words.
func (r *Refusal) Error() string { return r.English }

// The refusals.
var (
	ErrNotFound   = &Refusal{"not-found", "没有这份稿件，或者它属于别的单位", "there is no such draft in this unit"}
	ErrStale      = &Refusal{"stale", "别人刚刚改动了这份稿件，您的操作没有保存；请刷新页面，核对后再试", "somebody else changed the draft in the meantime; load it again"}
	ErrState      = &Refusal{"state", "稿件现在的状态不能这样操作；请刷新页面", "the state of the draft does not allow this"}
	ErrSamePerson = &Refusal{"same-person", "改过或提交过这份稿件的人不能自己审核；请另一位审核人审核", "who edited or submitted a draft cannot approve it"}
	ErrBlocked    = &Refusal{"blocked", "稿件还有问题，不能提交或发布；请先逐项处理", "the draft has problems that must be mended first"}
	ErrInvalid    = &Refusal{"invalid", "有的内容填写有误，没有保存；请按提示修改", "some fields are wrong; nothing was saved"}
	ErrBase       = &Refusal{"base", "公开的文本在此期间有了新版本；请先换到最新版本，您的修改会保留", "the published revision changed in the meantime; take the new base first"}
	ErrComment    = &Refusal{"comment", "退回时请写明理由，不超过2000字", "sending back needs a comment of at most 2000 characters"}
	ErrKey        = &Refusal{"key", "这个提交编号已用于别的文件；请换一个编号", "the idempotency key was used for other files"}
	ErrFiles      = &Refusal{"files", "请提交1至20个文件，合计不超过64兆字节", "an upload has 1 to 20 files with at most 64 MiB together"}
	ErrBusy       = &Refusal{"busy", "本单位正在上传的文件太多；请等前面的读完再提交", "the unit has too many uploads under way; wait until some are done"}
	ErrUnit       = &Refusal{"unit", "没有这个单位，或者它已停用", "there is no such unit, or it is disabled"}
	ErrPublished  = &Refusal{"published", "没有这份公开文本，或者它已撤回、已清除，不能更正", "there is no such published disclosure, or it was withdrawn or erased"}
	ErrPlan       = &Refusal{"plan", "发布时间须在一年之内", "the time of publication must be within a year"}
)

// Problem is one thing that is wrong with a draft or with a field of an edit.
type Problem struct {
	Code    string `json:"code" doc:"What is wrong, such as missing, personal-data, placeholder"`
	Field   string `json:"field" doc:"Name of the field as in an edit, such as amount, lines.2.rate or sections.basis; empty for the draft as a whole"`
	Chinese string `json:"chinese" doc:"What to do, for the clerk"`
	English string `json:"english"`
}

// Problems is an error that lists what is wrong: ErrInvalid for the fields of an
// edit, ErrBlocked for what keeps a draft from the public.
type Problems struct {
	Refusal *Refusal
	List    []Problem
}

// Error gives all problems in English.
func (p *Problems) Error() string {
	words := make([]string, len(p.List))
	for i, one := range p.List {
		words[i] = one.English
		if one.Field != "" {
			words[i] = one.Field + ": " + one.English
		}
	}
	return p.Refusal.English + ": " + strings.Join(words, "; ")
}

// Unwrap gives the refusal.
func (p *Problems) Unwrap() error { return p.Refusal }

// problemsOrNil gives an error only when there are problems.
func problemsOrNil(refusal *Refusal, list []Problem) error {
	if len(list) == 0 {
		return nil
	}
	return &Problems{refusal, list}
}
