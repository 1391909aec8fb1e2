package audit

import (
	"fmt"
	"regexp"
	"strings"

	"mingzhang/content"
)

// blank finds what a template leaves to be filled in: XX市, 20XX年, ××万元, X工办发,
// 〔20XX〕, ____ and 此处填写. A name that its writer masked (张XX) and a
// multiplication sign (80人×500元) are none, nor is a line to sign on.
var blank = regexp.MustCompile(
	`(?:^|[^A-Za-z0-9×])([XＸ×✕](?:省|市|县|总工会|工办|工发)|[XxＸｘ×✕]{2,6}(?:自治|省|市|县|区|州|镇|乡|盟|旗|街道|总工会|工会|工办|工发))` +
		`|(?:^|[^A-Za-z0-9×])([XxＸｘ×✕]{2,6}(?:年|月|日|万元|亿元|元|人次|人|户|名|号|%))` +
		`|((?:19|20)[XxＸｘ×✕]{1,2}(?:年|〕|］|\]|】))` +
		`|(\p{Han}[：:]?[ 　]*[_＿]{3,}|[_＿]{3,}[ 　]*\p{Han})` +
		`|([（(【\[][^（()）】\]\n]{0,12}(?:此处填写|请填写|待填写|待补充|填写说明)[^（()）】\]\n]{0,24}[）)】\]])`)

// maxPlaceholders limits the evidence of one finding.
const maxPlaceholders = 5

// placeholders finds unfilled blanks in the text, its title and its publisher.
func placeholders(t *reading) []content.Finding {
	var evidence []content.Evidence
	n := 0
	for i := range t.parts {
		p := &t.parts[i]
		for _, m := range blanksIn(p.text) {
			if n++; n <= maxPlaceholders {
				evidence = append(evidence, p.evidence(m))
			}
		}
	}
	for _, s := range []string{t.d.Title, string(t.d.DocumentTitle), t.d.Publisher.Name} {
		n += len(blanksIn(s))
	}
	if n == 0 {
		return nil
	}
	return []content.Finding{{
		Code: Placeholder, Verdict: content.Open, Computed: number(int64(n)), Unit: "处",
		Note:     fmt.Sprintf("文中有%d处没有填写的内容，像是未填完的模板。", n),
		Evidence: evidence,
	}}
}

// blanksIn gives the bounds of every blank in s.
func blanksIn(s string) []span {
	if !mayHaveBlank(s) {
		return nil
	}
	var out []span
	for _, m := range blank.FindAllStringSubmatchIndex(s, -1) {
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 && !toSign(s[:m[g+1]]) {
				out = append(out, span{m[g], m[g+1]})
			}
		}
	}
	return out
}

// toSign tells whether the words up to a blank ask for a signature or a seal.
func toSign(s string) bool {
	s = strings.TrimRight(s, "_＿")
	return containsAny(lastRunes(s, 8), "签", "盖章", "公章") && strings.ContainsAny(lastRunes(s, 1), "：: 　字名章）)")
}

// mayHaveBlank spares most texts the expression: it costs more than all rules.
func mayHaveBlank(s string) bool {
	return containsAny(s, "X", "x", "Ｘ", "ｘ", "×", "✕", "___", "＿＿＿", "填写", "待补充")
}
