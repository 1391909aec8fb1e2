package content

// Citation is a document that the text cites by its title in 《》, with the number
// that the text states for it and its place.
type Citation struct {
	Title   string `json:"title" doc:"As written inside the outermost 《》" example:"中央财政专项帮扶资金使用管理办法"`
	Number  Text   `json:"number" doc:"Its 发文字号 in normal form; null when the text states none beside the title" example:"总工办发〔2020〕13号"`
	Section string `json:"section" doc:"Key of the section"`
	Start   int    `json:"start" doc:"First character in the section's markdown, which is 《, counted in Unicode code points"`
	End     int    `json:"end" doc:"One past the last character"`
	Text    string `json:"text" doc:"The exact words, with their marks" example:"《中央财政专项帮扶资金使用管理办法》"`
}
