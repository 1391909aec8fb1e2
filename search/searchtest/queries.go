package searchtest

// query is a text that a reader types and what must be found in [Corpus].
type query struct {
	text  string
	first string   // the best match, where ranking is promised; "" otherwise
	want  []string // the ids that match, in any order
}

// queries returns the judged queries by class.
func queries() map[string][]query {
	return map[string][]query{
		"two characters": {
			{text: "养老", first: "qh-elder-2023", want: ids("qh-elder-2023", "yl-jobs-2023")},
			{text: "养路", want: ids("yl-road-2023", "qx-road-2022")},   // 保养路面, not 养老道路
			{text: "和平", want: ids("bs-street-2024", "qh-jobs-2023")}, // 均等和平等 holds it too
			{text: "救助", first: "bs-tekun-2023", want: ids("qh-union-2023", "bs-tekun-2023")},
			{text: "公平", want: ids("qh-jobs-2023")},
			{text: "装备", want: ids("bs-fire-2023")},
		},
		"one character": {
			{text: "彝", want: ids("bs-culture-2021")},
			{text: "护", first: "bs-tekun-2023|yl-road-2023|bs-culture-2021|qh-forest-2022|qx-farm-2023", want: ids("bs-tekun-2023", "yl-road-2023", "qx-road-2022",
				"yl-jobs-2023", "bs-culture-2021", "yl-health-2020", "qh-forest-2022", "qx-farm-2023")},
		},
		"long phrase": {
			{text: "困难职工帮扶专项资金", first: "qh-union-2023", want: ids("qh-union-2023", "qh-union-2022")},
			{text: "劳动者享有机会均等和平等对待的权利", want: ids("qh-jobs-2023")},
			{text: "养老护理员", want: ids("yl-jobs-2023")},
		},
		"unit": {
			{text: "青禾市总工会", first: "qh-union-2023", want: ids("qh-union-2023", "qh-union-2022", "qh-service-2023")},
			{text: "青禾总工会", want: ids("qh-union-2023", "qh-union-2022", "qh-service-2023")},
			{text: "云岭民政局", want: ids("yl-dibao-2023")},
			{text: "清溪总工会", want: nil},
		},
		"document number": {
			{text: "青工发〔2021〕7号", want: ids("qh-union-2023")},
			{text: "青工发[2021]7号", want: ids("qh-union-2023")},
			{text: "青工发【2021】7号", want: ids("qh-union-2023")},
			{text: "青工發（２０２１）第７號", want: ids("qh-union-2023")},
			{text: "青工发2021年7号", want: ids("qh-union-2023")},
			{text: "青工发〔2021〕17号", want: ids("qh-union-2022")},
			{text: "青人社发〔2023〕45号", want: ids("qh-jobs-2023")},
			{text: "财农〔2023〕118号", want: ids("yl-farm-2024")},
			{text: "财农〔2023〕11号", want: ids("qx-farm-2023")},
			{text: "财农〔2023〕1号", want: nil},
		},
		"amount and people": {
			{text: "334.60万元", want: ids("qh-union-2023")},
			{text: "334.6万", want: ids("qh-union-2023")},
			{text: "3,346,000", want: ids("qh-union-2023")},
			{text: "3346000元", want: ids("qh-union-2023")},
			{text: "125万元", want: ids("yl-dibao-2023")},
			{text: "1346人", want: ids("qh-union-2023")},
			{text: "1346户", want: ids("bs-street-2024")},
			{text: "1346", want: ids("qh-union-2023", "bs-street-2024")},
			{text: "346", want: nil},
			{text: "46.8公里", want: ids("qx-water-2023")},
			{text: "5元", want: ids("qh-school-2024")},
			{text: "95.5%", want: ids("qh-health-2023")},
		},
		"latin and digits": {
			{text: "AED", want: ids("bs-union-2023")},
			{text: "vr", want: ids("bs-union-2023")},
			{text: "RFID", want: ids("qx-library-2023")},
			{text: "5G", want: ids("qx-library-2023")},
			{text: "N95", want: ids("yl-health-2020")},
			{text: "N9", want: nil},
			{text: "12351", want: ids("qh-service-2023")},
		},
		"other ways to write it": {
			{text: "勞動模範", want: ids("yl-model-2024")},
			{text: "養老", want: ids("qh-elder-2023", "yl-jobs-2023")},
			{text: "ＡＥＤ", want: ids("bs-union-2023")},
			{text: "困难职工家庭", want: ids("bs-care-2023")}, // broken by a line wrap there
			{text: "设备二套", want: nil},
		},
		"synonym": {
			{text: "低保", want: ids("qh-dibao-2024", "yl-dibao-2023")},
			{text: "最低生活保障", want: ids("qh-dibao-2024", "yl-dibao-2023")},
			{text: "五保户", want: ids("qx-wubao-2019", "bs-tekun-2023")},
			{text: "人社局", want: ids("qh-jobs-2023", "yl-jobs-2023", "qx-jobs-2021")},
			{text: "残联", want: ids("qh-disabled-2023", "bs-disabled-2022")},
			{text: "农民工", first: "yl-jobs-2023", want: ids("yl-union-2024", "yl-jobs-2023")},
			{text: "新冠", want: ids("yl-health-2020")},
		},
		"several words": {
			{text: "困难职工 青禾", first: "qh-union-2023", want: ids("qh-union-2023", "qh-union-2022")},
			{text: "职工 服务 中心", want: ids("qh-service-2023")},
			{text: "云岭，困难职工", want: ids("yl-union-2024")},
			{text: "养老 和平", want: nil},
			{text: "人社局 农民工", want: ids("yl-jobs-2023")},
		},
		"question": {
			{text: "青禾市的困难职工帮扶花了多少钱？", want: ids("qh-union-2023", "qh-union-2022")},
			{text: "请问社区养老服务有哪些", want: ids("qh-elder-2023")},
		},
		"pinyin": {
			{text: "kunnanzhigong", want: ids("qh-union-2023", "qh-union-2022", "yl-union-2024", "bs-care-2023")},
			{text: "knzg", want: ids("qh-union-2023", "qh-union-2022", "yl-union-2024", "bs-care-2023")},
		},
		"typing error": {
			{text: "劳动摸范", want: ids("yl-model-2024")},
			{text: "困难职公帮扶", want: ids("qh-union-2023", "qh-union-2022")},
		},
		"nowhere": {
			{text: "海洋渔业", want: nil},
			{text: "xyzzy", want: nil},
			{text: "！？", want: nil},
		},
	}
}

func ids(ids ...string) []string { return ids }

// hostile returns texts that nobody means, none of which may be an error.
func hostile() []string {
	return append([]string{
		`"`, `""`, `"困难`, `困难"职工"`, `-困难`, `-"困难职工"`, `*`, `困难*`, `((`, `)(`, `[`, `{"q":1}`, `\`, `\"`, `'; drop`,
		"\x00", "困\x00难", "\xff\xfe", "困难\xc3", "\u202e困难", "\ufeff困难", "👨‍👩‍👧‍👦", "🀄困难", "é", "Ω", "한국", "〇", "①", "㈱", "½",
		"|", "困|难", " ", "\t\n", "%", "%%%", "_", "<script>alert(1)</script>", "AND OR NOT", "id:*", "_state", "title:困难",
	}, long()...)
}
