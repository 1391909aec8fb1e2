// Package content says what a disclosure is: its parts, its money and people,
// its region and its document numbers, and how all of it stands in one
// Markdown file with front matter that a person can read.
//
// The same types are the wire format of the API and of the command line, so a
// draft, a published record and a page can never tell different things.
package content

import "time"

// Kind is the kind of a published text.
type Kind string

// The kinds of disclosure.
const (
	Budget     Kind = "budget"     // 预算重点领域财政项目文本公开
	Evaluation Kind = "evaluation" // 项目绩效自评报告
	Scheme     Kind = "scheme"     // 实施方案
)

// Kinds lists every kind in the order in which pages show them.
func Kinds() []Kind { return []Kind{Budget, Evaluation, Scheme} }

// Disclosure is one project as one unit published it (公开文本): its facts and
// its text. What the text does not state is null in JSON.
type Disclosure struct {
	Summary
	Sections  []Section  `json:"sections" doc:"栏目: the text itself, in order"`
	Figures   []Figure   `json:"figures" doc:"数字出处: every number read from the text, with its place; derived, never stored"`
	Citations []Citation `json:"citations" doc:"引用文件: every title that the text cites in 《》, once in a section, with its document number; derived, never stored"`
}

// Summary is what is known of a disclosure without its text: one row of a list.
// The fields up to Salt are what the Markdown revision holds; those after it
// are derived and never stored there.
type Summary struct {
	ID            string     `json:"id" doc:"Stable id: region, year and six letters or digits" example:"530400-2023-k7q2m9"`
	Kind          Kind       `json:"kind" enum:"budget,evaluation,scheme" doc:"budget 预算公开, evaluation 绩效自评, scheme 实施方案"`
	Title         string     `json:"title" doc:"Project name as published" example:"困难职工帮扶专项资金"`
	DocumentTitle Text       `json:"document_title" doc:"Title of the text that the unit published"`
	Year          Year       `json:"year" doc:"Budget year; the one that the publisher's title states"`
	Publisher     Publisher  `json:"publisher" doc:"公开单位: the unit that published the text"`
	Implementer   Text       `json:"implementer" doc:"项目实施单位: the unit that carries the project out"`
	Units         []UnitRole `json:"units" doc:"Every unit that the text names with a part in the project"`
	Region        *Region    `json:"region" doc:"GB/T 2260 region of the publisher"`
	Category      Text       `json:"category" doc:"Field of spending" example:"困难帮扶"`
	Amount        *Money     `json:"amount" doc:"The one counted total of the project"`
	PlanTotal     *Money     `json:"plan_total" doc:"A larger plan of several funds that the text names; never counted"`
	Beneficiaries *People    `json:"beneficiaries" doc:"Those whom the money reaches, with their unit"`

	Lines           []Line       `json:"lines" doc:"资金明细: one row of the money each"`
	Funding         []Funding    `json:"funding" doc:"资金来源: where the money comes from"`
	Allocations     []Allocation `json:"allocations" doc:"资金分配: parts given to lower units or districts"`
	Indicators      []Indicator  `json:"indicators" doc:"绩效指标: targets and what became of them"`
	DocumentNumbers []string     `json:"document_numbers" doc:"发文字号 in normal form" example:"[\"总工办发〔2020〕13号\"]"`
	Execution       *Execution   `json:"execution" doc:"预算执行: what an evaluation says was spent"`
	Score           *Score       `json:"score" doc:"自评得分 of an evaluation"`

	Status      Status    `json:"status" enum:"draft,published,withdrawn"`
	Revision    int       `json:"revision" doc:"1 for the first publication; 0 for a draft"`
	PublishedAt time.Time `json:"published_at,omitzero" doc:"When revision 1 was published (RFC 3339); missing in a draft"`
	UpdatedAt   time.Time `json:"updated_at,omitzero" doc:"When this revision was published (RFC 3339); missing in a draft"`
	Reason      Text      `json:"reason" doc:"Why this revision was published, when it corrects or withdraws an earlier one" example:"原文将补助标准误写为每人每年"`
	Source      *Source   `json:"source" doc:"The file that the text was read from"`
	Salt        string    `json:"-"` // random, so that nobody can guess a short text from its hash once it is erased

	Findings    []Finding    `json:"findings" doc:"核对结果: the text checked against itself"`
	NumberFlags []NumberFlag `json:"document_number_flags" doc:"Document numbers that are not written in the normal form"`
	SHA256      string       `json:"sha256" doc:"Of the bytes of the Markdown revision; empty for a draft"`
	Links       *Links       `json:"links" doc:"Where this record and its twins stand"`
}

// Status says where a record stands on its way to the public.
type Status string

// The states of a record.
const (
	Draft     Status = "draft"
	Published Status = "published"
	Withdrawn Status = "withdrawn"
)

// Publisher is a unit that publishes (公开单位).
type Publisher struct {
	ID   string `json:"id" doc:"Derived from the name; see PublisherID"`
	Name string `json:"name" example:"玉溪市总工会"`
}

// UnitRole is a unit that the text names and its part in the project, such as
// 主管部门; a role that the text does not name is null.
type UnitRole struct {
	Name string `json:"name" yaml:"name"`
	Role Text   `json:"role" yaml:"role,omitempty"`
}

// Line is one row of the money (资金明细).
type Line struct {
	Label     string  `json:"label" yaml:"label"`
	Recipient Text    `json:"recipient" yaml:"recipient,omitempty" doc:"The district or unit that the row is for"`
	People    *People `json:"people" yaml:"people,omitempty"`
	Rate      *Money  `json:"rate" yaml:"rate,omitempty" doc:"Per head, household or time"`
	Ratio     Text    `json:"ratio" yaml:"ratio,omitempty" example:"30.00%"`
	RatioBase Text    `json:"ratio_base" yaml:"ratio_base,omitempty" doc:"What the ratio is taken of"`
	Amount    *Money  `json:"amount" yaml:"amount,omitempty"`
}

// Funding is one source of the money (资金来源).
type Funding struct {
	Source string `json:"source" yaml:"source" example:"市级财政"`
	Amount *Money `json:"amount" yaml:"amount,omitempty"`
}

// Allocation is the part of the money that one lower unit or district gets (资金分配).
type Allocation struct {
	Recipient string `json:"recipient" yaml:"recipient" example:"蓬江区"`
	Amount    *Money `json:"amount" yaml:"amount,omitempty"`
}

// Indicator is one performance target (绩效指标).
type Indicator struct {
	Level1   Text   `json:"level1" yaml:"level1,omitempty" example:"产出指标"`
	Level2   Text   `json:"level2" yaml:"level2,omitempty" example:"数量指标"`
	Name     string `json:"name" yaml:"name" example:"帮扶救助对象人数"`
	Operator Text   `json:"operator" yaml:"operator,omitempty" doc:"ge, gt, le, lt or eq; null when the target is words"`
	Target   Text   `json:"target" yaml:"target,omitempty" doc:"A plain decimal, or words" example:"700"`
	Unit     Text   `json:"unit" yaml:"unit,omitempty" example:"人次"`
	Actual   Text   `json:"actual" yaml:"actual,omitempty"`
}

// Execution is what became of a budget (预算执行), as an evaluation states it.
type Execution struct {
	Budget *Money `json:"budget" yaml:"budget,omitempty" doc:"The budget that the spending is set against"`
	Spent  *Money `json:"spent" yaml:"spent,omitempty"`
	Rate   Text   `json:"rate" yaml:"rate,omitempty" doc:"As the text states it" example:"98.50%"`
}

// Score is the self-assessed score of an evaluation (自评得分).
type Score struct {
	Score float64  `json:"score" yaml:"score" example:"100"`
	Max   *float64 `json:"max" yaml:"max,omitempty" doc:"Full marks, when the text states them"`
}

// Source is the file that a disclosure was read from.
type Source struct {
	Filename  string `json:"filename" yaml:"filename"`
	MediaType string `json:"media_type" yaml:"media_type" example:"text/plain"`
	SHA256    string `json:"sha256" yaml:"sha256" doc:"Of the file's bytes"`
}

// Links are absolute paths on this portal.
type Links struct {
	Self     string `json:"self"`
	HTML     string `json:"html"`
	Markdown string `json:"markdown"`
}
