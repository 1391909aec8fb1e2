package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"mingzhang/desk"
)

// TestTheWholeWay takes a text from its file to the public, corrects it and
// withdraws it, with three tokens and nothing but the API.
func TestTheWholeWay(t *testing.T) {
	b := newBureau(t)
	file := desk.File{Name: "公开文本.txt", Bytes: private(1)}
	first := b.hand("clerk", "budget-1", file).is(201)
	var got Uploaded
	first.into(&got)
	if again := b.hand("clerk", "budget-1", file).is(201); !bytes.Equal(again.body, first.body) || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("the same upload is answered otherwise: %s", again.body)
	}
	path := got.Files[0].Drafts[0].Self

	var sheet desk.Sheet
	seen := b.ask("clerk", "GET", path, nil).is(200, phone).into(&sheet) // the clerk sees what was written
	b.send("clerk", "POST", path+"/submit", seen.etag(), "").is(422, `"location":"draft`, "personal data")
	var decisions []string
	for _, h := range sheet.Hits {
		decisions = append(decisions, fmt.Sprintf(`{"hit":%q,"action":"mask"}`, h.ID))
	}
	done := b.send("clerk", "POST", path+"/decisions", seen.etag(), `{"decisions":[`+strings.Join(decisions, ",")+`]}`).is(200, `"undecided":0`)
	done = b.send("clerk", "PATCH", path, done.etag(), `{"title":"困难职工帮扶专项资金"}`).is(200, `"title":"困难职工帮扶专项资金"`)
	b.send("clerk", "POST", path+"/submit", done.etag(), `{"planned":"1999-01-01T00:00:00+08:00"}`).is(422, "body.planned")
	done = b.send("clerk", "POST", path+"/submit", `"3"`, "").is(200, `"state":"submitted"`)
	done = b.send("reviewer", "POST", path+"/return", done.etag(), `{"comment":"请核对"}`).is(200, `"state":"open"`)
	done = b.send("clerk", "POST", path+"/submit", done.etag(), `{}`).is(200)
	done = b.send("clerk", "POST", path+"/recall", done.etag(), "").is(200, `"state":"open"`)
	done = b.send("clerk", "POST", path+"/submit", done.etag(), "").is(200)
	done = b.send("reviewer", "POST", path+"/approve", done.etag(), `{"comment":"同意"}`).is(200, `"state":"approved"`)
	done = b.send("reviewer", "POST", path+"/plan", done.etag(), `{"planned":null}`).is(200)
	published := b.send("reviewer", "POST", path+"/publish", done.etag(), "").is(200)
	if again := b.send("chief", "POST", path+"/publish", done.etag(), "").is(200); !bytes.Equal(again.body, published.body) {
		t.Errorf("asked again, the receipt is another: %s", again.body)
	}
	var receipt Receipt
	published.into(&receipt)
	b.stands(&receipt, "困难职工帮扶专项资金")
	record := "/api/v1/disclosures/" + receipt.Disclosure

	var fix desk.Draft
	begun := b.send("clerk", "POST", record+"/corrections", "", `{"reason":"金额录入有误"}`).is(201, `"action":"correct"`).into(&fix)
	if begun.header.Get("Location") != "/api/v1/drafts/"+fix.ID {
		t.Errorf("the new draft is at %q", begun.header.Get("Location"))
	}
	path = "/api/v1/drafts/" + fix.ID
	done = b.send("clerk", "PATCH", path, begun.etag(), `{"implementer":"玉溪市总工会帮扶中心"}`).is(200)
	b.finish(path, done.etag()).into(&receipt)
	b.stands(&receipt, "玉溪市总工会帮扶中心")
	b.ask("", "GET", record+"/compare", nil).is(200, "玉溪市总工会帮扶中心")

	b.send("chief", "POST", record+"/withdrawals", "", `{"reason":"项目取消"}`).is(201).into(&fix)
	b.finish("/api/v1/drafts/"+fix.ID, `"1"`).into(&receipt)
	b.catchUp()
	b.ask("", "GET", record, nil).is(410, "项目取消")
	b.send("clerk", "POST", record+"/corrections", "", `{"reason":"又改"}`).is(410)
	b.ask("", "GET", "/api/v1/changes", nil).is(200, `"action":"publish"`, `"action":"correct"`, `"action":"withdraw"`)
	b.ask("clerk", "GET", "/api/v1/drafts?state=published&limit=2&disclosure="+receipt.Disclosure, nil).is(200, `"next":"/api/v1/drafts?cursor=`)
}

// finish takes an open draft to the public.
func (b *bureau) finish(path, tag string) *reply {
	b.Helper()
	done := b.send("clerk", "POST", path+"/submit", tag, "").is(200)
	done = b.send("reviewer", "POST", path+"/approve", done.etag(), "").is(200)
	return b.send("reviewer", "POST", path+"/publish", done.etag(), "").is(200)
}

// stands follows every link of a receipt that the API answers.
func (b *bureau) stands(r *Receipt, words string) {
	b.Helper()
	b.catchUp()
	b.ask("", "GET", r.Links.Self, nil).is(200, words)
	b.ask("", "GET", r.Links.Markdown, nil).is(200)
	b.ask("", "GET", r.Links.Proof, nil).is(200)
	b.ask("", "GET", r.Links.Log, nil).is(200)
	var entry struct{ SHA256, Disclosure string }
	b.ask("", "GET", r.Links.Entry, nil).is(200).into(&entry)
	if entry.SHA256 != r.SHA256 || entry.Disclosure != r.Disclosure || r.Links.Page != "/disclosures/"+r.Disclosure {
		b.Errorf("the receipt %+v is not of the entry %+v", r, entry)
	}
	if public := b.ask("", "GET", "/api/v1/disclosures/"+r.Disclosure, nil).is(200); bytes.Contains(public.body, []byte(phone)) {
		b.Error("personal data is public")
	}
}

// TestUploadBecomesACorrection: the text of a file takes the place of a record.
func TestUploadBecomesACorrection(t *testing.T) {
	b := newBureau(t)
	record := b.public(budget(1))
	id := record[strings.LastIndexByte(record, '/')+1:]
	path := b.begin(bytes.ReplaceAll(budget(1), []byte("95%"), []byte("96%")))
	b.send("clerk", "POST", path+"/submit", `"1"`, "").is(422, "published already")
	done := b.send("clerk", "POST", path+"/replace", `"1"`, fmt.Sprintf(`{"disclosure":%q,"reason":"满意度有误"}`, id)).is(200, `"action":"correct"`)
	other := b.begin(bytes.ReplaceAll(budget(1), []byte("95%"), []byte("97%")))
	second := b.send("clerk", "POST", other+"/replace", `"1"`, fmt.Sprintf(`{"disclosure":%q,"reason":"满意度有误"}`, id)).is(200)
	b.finish(path, done.etag())

	b.send("clerk", "POST", other+"/submit", second.etag(), "").is(409, "new base") // it was made from what is old now
	rebased := b.send("clerk", "POST", other+"/rebase", second.etag(), "{}").is(200, `"base":2`, `"dropped":[]`)
	b.finish(other, rebased.etag())
	b.send("clerk", "POST", path+"/discard", `"9"`, "").is(412)
	last := b.begin(budget(2))
	b.send("clerk", "POST", last+"/discard", `"1"`, "").is(200, `"state":"discarded"`)
	b.ask("clerk", "GET", last, nil).is(200, `"text":null`)
}

// TestWireOfWriting holds what those who publish are given against goldens. What
// differs at each run is written as a word.
func TestWireOfWriting(t *testing.T) {
	b := newBureau(t)
	uploaded := b.hand("clerk", "k", desk.File{Name: "甲.txt", Bytes: private(1)}, desk.File{Name: "乙.exe", Bytes: []byte("MZ\x90\x00")}).is(201)
	var got Uploaded
	uploaded.into(&got)
	path := got.Files[0].Drafts[0].Self
	open := b.ask("clerk", "GET", path, nil).is(200)
	list := b.ask("clerk", "GET", "/api/v1/drafts?limit=1", nil).is(200)
	blocked := b.send("clerk", "POST", path+"/submit", `"1"`, "").is(422)
	invalid := b.send("clerk", "PATCH", path, `"1"`, `{"amount":"很多","year":"去年","lines":[{"label":"甲"},{"label":"乙","rate":"贵"}]}`).is(422)
	receipt := b.finish(b.begin(budget(2)), `"1"`)
	record := "/api/v1/disclosures/" + receiptOf(receipt).Disclosure
	correction := b.send("clerk", "POST", record+"/corrections", "", `{"reason":"金额录入有误"}`).is(201)
	rebased := b.send("clerk", "POST", correction.header.Get("Location")+"/rebase", `"1"`, "").is(200)
	for name, r := range map[string]*reply{
		"uploaded": uploaded, "sheet": open, "drafts": list, "blocked": blocked, "invalid": invalid, "receipt": receipt,
		"correction": correction, "rebased": rebased,
	} {
		var indented bytes.Buffer
		b.must(json.Indent(&indented, r.body, "", "  "))
		golden(t, "wire/write-"+name+".json", append(bytes.TrimSpace([]byte(settled(indented.String()))), '\n'))
	}
}

func receiptOf(r *reply) (receipt Receipt) {
	r.Helper()
	r.into(&receipt)
	return receipt
}

// settled writes what differs at each run as a word: ids of drafts and accounts,
// times, and the hash of what is published, which holds random salt.
func settled(text string) string {
	for _, one := range []struct{ pattern, word string }{
		{`\bd[a-z2-7]{16}\b`, "DRAFT"},
		{`"20[0-9-]{8}T[0-9:.]+Z"`, `"TIME"`},
		{`[0-9]{13}\.DRAFT`, "CURSOR"},
		{`("(?:creator|changer|submitter|approver)": )"[^"]+"`, `$1"ACCOUNT"`},
		{`("editors": \[\s+)"[^"]+"`, `$1"ACCOUNT"`},
		{`("revision": 1,\s+"sha256": )"[0-9a-f]{64}"`, `$1"HASH"`},
		{`urn:mingzhang:request:[0-9a-f]+`, "urn:mingzhang:request:ID"},
	} {
		text = regexp.MustCompile(one.pattern).ReplaceAllString(text, one.word)
	}
	return text
}
