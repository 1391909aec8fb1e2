package embedded

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"mingzhang/search"
)

// words from which the corpus is put together; all of it is invented.
var (
	places   = []string{"玉溪市", "昆明市", "楚雄州", "江门市", "大理州", "曲靖市", "红塔区", "江川区", "澄江市", "通海县", "华宁县", "易门县", "峨山县", "新平县", "元江县"}
	units    = []string{"总工会", "民政局", "残疾人联合会", "教育体育局", "人力资源和社会保障局", "卫生健康委员会", "农业农村局", "水利局", "养路管理处"}
	objects  = []string{"困难职工", "残疾人", "特困人员", "农村学生", "退役军人", "下岗职工", "养路工", "留守儿童", "劳动模范", "城乡居民最低生活保障对象"}
	actions  = []string{"帮扶", "救助", "培训", "慰问", "补助", "疗休养", "保障", "资助"}
	kinds    = []string{"专项资金", "项目经费", "补助资金", "工作经费"}
	subjects = []string{"项目", "本项目", "各级工会", "主管部门", "实施单位", "财政部门", "专项资金", "受助家庭", "职工服务中心", "绩效目标"}
	verbs    = []string{"按照", "组织实施", "落实", "保障", "改善", "提高", "审核", "拨付", "公开", "监督", "统筹", "完善", "推动", "解决"}
)

// generator makes lifelike documents: most sentences are made of common words,
// some of rare characters, as names and places are.
type generator struct{ rng *rand.Rand }

func (g generator) pick(words []string) string { return words[g.rng.IntN(len(words))] }

// rare returns n characters of which most texts hold none, common ones first.
func (g generator) rare(n int) string {
	out := make([]rune, n)
	for i := range out {
		f := g.rng.Float64()
		out[i] = 0x4E00 + rune(f*f*f*6000)
	}
	return search.Fold(string(out))
}

func (g generator) sentence(title string) string {
	switch g.rng.IntN(12) {
	case 0:
		return fmt.Sprintf("安排资金%d.%02d万元，帮扶%s%d人，", g.rng.IntN(900), g.rng.IntN(100), g.pick(objects), g.rng.IntN(3000))
	case 1:
		return fmt.Sprintf("依据《%s%s管理办法》（总工办发〔%d〕%d号），", g.pick(objects), g.pick(kinds), 2015+g.rng.IntN(10), g.rng.IntN(90))
	case 2:
		return title + g.pick(verbs) + "。"
	case 3, 4:
		return g.pick(subjects) + g.rare(2+g.rng.IntN(6)) + g.pick(verbs) + "，"
	case 5:
		return g.pick(places) + g.pick(units) + g.pick(verbs) + g.pick(objects) + g.pick(actions) + "工作。"
	}
	return g.pick(subjects) + g.pick(verbs) + g.pick(objects) + g.pick(actions) + g.pick(kinds) + "，" + g.pick(verbs) + g.pick(subjects) + "。"
}

// document returns the nth document: 3 to 6 KB of text.
func (g generator) document(n int) search.Document {
	title := g.pick(objects) + g.pick(actions) + g.pick(kinds)
	amount := fmt.Sprintf("%d.%02d万元", g.rng.IntN(900), g.rng.IntN(100))
	var body strings.Builder
	for size := 3000 + g.rng.IntN(3000); body.Len() < size; {
		body.WriteString(g.sentence(title))
		if g.rng.IntN(6) == 0 {
			body.WriteString("\n\n")
		}
	}
	return search.Document{
		ID: fmt.Sprintf("5304%02d-%d-%06d", n%40, 2018+n%8, n), Title: title, Publisher: g.pick(places) + g.pick(units),
		Numbers: []string{fmt.Sprintf("总工办发〔%d〕%d号", 2015+g.rng.IntN(10), g.rng.IntN(90))},
		Keys:    []string{amount, strconv.Itoa(g.rng.IntN(3000)) + "人"}, Body: body.String(),
		Date: time.Date(2018, 1, 1, g.rng.IntN(24*3000), 0, 0, 0, time.UTC),
	}
}

// corpus yields n documents, the same ones for the same n.
func corpus(n int) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		g := generator{rand.New(rand.NewPCG(7, uint64(n)))}
		for i := range n {
			if !yield(g.document(i), nil) {
				return
			}
		}
	}
}

// benchSize is the size of the corpus of the benchmarks; MINGZHANG_BENCH_DOCS
// sets another.
func benchSize(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("MINGZHANG_BENCH_DOCS"))
	if err != nil {
		return 5000
	}
	b.Logf("%d documents", n)
	return n
}
