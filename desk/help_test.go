package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mingzhang/account"
	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/ledger"
	"mingzhang/publish"
	"mingzhang/registry"
	"mingzhang/trail"
)

// phone and person are invented.
const (
	phone  = "13812345678"
	person = "赵甲乙"
)

// office is a desk with everything below it.
type office struct {
	*Desk
	folder string
	clock  *atomic.Int64 // seconds since 1970
}

// units are those that an office knows.
type units map[string]account.Unit

// Unit gives a unit.
func (u units) Unit(_ context.Context, id string) (account.Unit, error) {
	if unit, ok := u[id]; ok {
		return unit, nil
	}
	return account.Unit{}, account.ErrNotFound
}

// townUnion and cityUnion are invented units; closedUnion is switched off.
const (
	townUnion   = "玉溪市江川区某某镇总工会"
	cityUnion   = "玉溪市总工会"
	closedUnion = "玉溪市红塔区总工会"
)

func knownUnits() units {
	u := units{}
	for name, region := range map[string]string{townUnion: "530403", cityUnion: "530400", closedUnion: "530402"} {
		id := content.PublisherID(name)
		u[id] = account.Unit{ID: id, Name: name, Region: region, Disabled: name == closedUnion}
	}
	return u
}

// city is the id of the unit that most tests act for.
func city() string { return content.PublisherID(cityUnion) }

// The people of the tests, by what they may do.
func clerk() account.Who {
	return account.Who{Account: "aclerk", Role: account.Submitter, Unit: city()}
}
func colleague() account.Who {
	return account.Who{Account: "acolleague", Role: account.Submitter, Unit: city()}
}
func reviewer() account.Who {
	return account.Who{Account: "areviewer", Role: account.Reviewer, Unit: city()}
}
func chief() account.Who { return account.Who{Account: "achief", Role: account.Reviewer} }
func admin() account.Who { return account.Who{Account: "aadmin", Role: account.Admin} }
func stranger() account.Who {
	return account.Who{Account: "astranger", Role: account.Reviewer, Unit: content.PublisherID(townUnion)}
}

// openOffice opens the desk of a folder; the caller closes the database.
func openOffice(ctx context.Context, folder string, change ...func(*Config)) (*office, error) {
	var steps []database.Migration
	for _, owner := range []struct {
		name string
		read func() ([]database.Migration, error)
	}{
		{"ledger", func() ([]database.Migration, error) { return database.Steps("ledger", ledger.Migrations) }},
		{"registry", func() ([]database.Migration, error) { return database.Steps("registry", registry.Migrations) }},
		{"trail", func() ([]database.Migration, error) { return database.Steps("trail", trail.Migrations) }},
		{"desk", func() ([]database.Migration, error) { return database.Steps("desk", Migrations) }},
	} {
		some, err := owner.read()
		if err != nil {
			return nil, err
		}
		steps = append(steps, some...)
	}
	key, err := ledger.LoadOrCreateKey(filepath.Join(folder, "log.key"), "example.org/log")
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, filepath.Join(folder, "mingzhang.db"), steps)
	if err != nil {
		return nil, err
	}
	o := &office{folder: folder, clock: new(atomic.Int64)}
	o.clock.Store(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC).Unix())
	now := func() time.Time { return time.Unix(o.clock.Load(), 0).UTC() }
	published, err := registry.Open(ctx, registry.Config{Folder: folder, DB: db, Key: key, Now: now})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	c := Config{Folder: folder, DB: db, Registry: published, Units: knownUnits(), Now: now}
	for _, f := range change {
		f(&c)
	}
	if o.Desk, err = Open(ctx, c); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return o, nil
}

// newOffice opens a desk that ends with the test.
func newOffice(t testing.TB, change ...func(*Config)) *office {
	t.Helper()
	o, err := openOffice(t.Context(), t.TempDir(), change...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.db.Close() })
	return o
}

// budget is a text whose parts add up; n makes it another project.
func budget(n int) []byte {
	return fmt.Appendf(nil, `玉溪市总工会2023年预算重点领域财政项目文本公开

一、项目名称
困难职工帮扶专项资金（第%d批）

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
提高困难职工的生活水平，职工满意度达到95%%以上。
`, n)
}

// private is such a text with personal data.
func private(n int) []byte {
	return append(budget(n), []byte("\n填报人姓名："+person+"\n\n联系电话："+phone+"\n")...)
}

// upload makes the one draft of a text.
func (o *office) upload(t testing.TB, text []byte) Draft {
	t.Helper()
	got, err := o.Upload(t.Context(), clerk(), city(), "", File{"公开文本.txt", text})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Files) != 1 || len(got.Files[0].Drafts) != 1 {
		t.Fatalf("the upload gave %+v; want one draft", got)
	}
	return o.sheet(t, got.Files[0].Drafts[0]).Draft
}

// sheet looks at a draft.
func (o *office) sheet(t testing.TB, id string) *Sheet {
	t.Helper()
	s, err := o.Sheet(t.Context(), admin(), id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// maskAll decides to mask all that waits for a decision.
func (o *office) maskAll(t testing.TB, d Draft) Draft {
	t.Helper()
	var decisions []publish.Decision
	for h := range undecided(o.sheet(t, d.ID).Hits) {
		decisions = append(decisions, publish.Decision{Hit: h.ID, Action: publish.MaskIt})
	}
	d, err := o.Decide(t.Context(), clerk(), d.ID, d.Version, decisions...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// approve takes an open draft through review.
func (o *office) approve(t testing.TB, d Draft, planned time.Time) Draft {
	t.Helper()
	d, err := o.Submit(t.Context(), clerk(), d.ID, d.Version, planned)
	if err == nil {
		d, err = o.Approve(t.Context(), reviewer(), d.ID, d.Version, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// publish takes an open draft to the public.
func (o *office) publish(t testing.TB, d Draft) Draft {
	t.Helper()
	d = o.approve(t, d, time.Time{})
	d, err := o.Publish(t.Context(), reviewer(), d.ID, d.Version)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// public gives the newest published text of a disclosure.
func (o *office) public(t testing.TB, id string) *content.Disclosure {
	t.Helper()
	d, _, err := o.published(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wantIs fails when an error is not the one that is wanted; nil wants none.
func wantIs(t testing.TB, what string, err, want error) {
	t.Helper()
	if want == nil && err != nil || want != nil && !errors.Is(err, want) {
		t.Errorf("%s: %v; want %v", what, err, want)
	}
}

// codes lists the codes of problems with their fields.
func codes(problems []Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, strings.TrimSuffix(p.Code+"@"+p.Field, "@"))
	}
	return strings.Join(out, " ")
}

// to gives a pointer to a value.
func to[T any](value T) *T { return &value }

// onDisk tells in which files of the folder a text stands, but for the originals.
func (o *office) onDisk(t testing.TB, text string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(o.folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Base(filepath.Dir(path)) == "sources" {
			return err
		}
		b, err := os.ReadFile(path)
		if strings.Contains(string(b), text) {
			found = append(found, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
