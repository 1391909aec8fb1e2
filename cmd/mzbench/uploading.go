package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/desk"
)

// upload times a Word file of 2 MB from its bytes to a draft with everything that
// was read, at the desk: some 50 pages of text, and scanned pictures.
func (b *bench) upload() error {
	file, err := longWordFile()
	if err != nil {
		return err
	}
	clerk := account.Who{Account: "bench", Role: account.Submitter, Unit: content.PublisherID(union)}
	var took series
	err = b.withOffice(func(o *office) error {
		for range 2*b.rounds + 1 {
			var got desk.Uploaded
			d, err := timed(func() (err error) {
				got, err = o.desk.Upload(b.ctx, clerk, clerk.Unit, "", desk.File{Name: "公开文本.docx", Bytes: file})
				return err
			})
			if err != nil {
				return fmt.Errorf("uploading: %w", err)
			}
			if len(got.Files) != 1 || len(got.Files[0].Drafts) == 0 {
				return fmt.Errorf("uploading: the file gave no draft: %+v", got)
			}
			took = append(took, d/1000)
		}
		return nil
	})
	if err != nil {
		return err
	}
	t := newTable("a .docx file", "bytes", "target, s", "finished draft after s, min / median / max")
	t.add("text of 600 paragraphs, and pictures", len(file), "≤ 2", took[1:].spread()) // the first one warms up
	t.print(b.out)
	return nil
}

// longWordFile adds pictures and paragraphs to a file as wordFile writes it.
func longWordFile() ([]byte, error) {
	lines := strings.Split(publicText("困难职工帮扶专项资金"), "\n")
	d := &content.Disclosure{Summary: content.Summary{DocumentTitle: content.Text(lines[0])}}
	for i := range 600 {
		lines = append(lines, fmt.Sprintf("第%d次活动在社区开展，组织志愿者走访职工家庭，了解生活情况和就业需求，登记困难诉求并协调有关部门办理。活动按照方案实施，经费开支符合规定。", i))
	}
	d.Sections = []content.Section{{Markdown: strings.Join(lines[1:], "\n")}}
	pictures := make([]byte, 2<<20)
	source := rand.NewChaCha8([32]byte{1})
	_, _ = source.Read(pictures) // never fails
	return addedToZip(wordFile(d), "word/media/image1.png", pictures)
}

// addedToZip adds a file to an archive.
func addedToZip(archive []byte, name string, body []byte) ([]byte, error) {
	old, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("reading an archive: %w", err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range old.File {
		if err := w.Copy(f); err != nil {
			return nil, fmt.Errorf("copying %s: %w", f.Name, err)
		}
	}
	added, err := w.Create(name)
	if err == nil {
		_, err = io.Copy(added, bytes.NewReader(body))
	}
	err = firstError(err, w.Close())
	return out.Bytes(), err
}

// publicText is a disclosure that nothing keeps from being published.
func publicText(project string) string {
	return union + `2023年预算重点领域财政项目文本公开

一、项目名称
` + project + `

二、立项依据
《中央财政专项帮扶资金使用管理办法》（总工办发〔2020〕13号）。

三、项目实施单位
玉溪市总工会职工服务中心

四、项目基本概况
为困难职工提供生活救助，帮扶困难职工100人。

五、项目实施内容
对在档困难职工开展生活救助，做到应帮尽帮、应救尽救。

六、资金安排情况
项目资金共计20.00万元，资金来源为市级财政。其中：生活救助100人，每人2000元，共20.00万元。

七、项目实施计划
2023年1月至12月实施。

八、项目实施成效
提高困难职工的生活水平，职工满意度达到95%以上。
`
}
