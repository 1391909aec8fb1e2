package desk

import (
	"testing"
	"time"

	"mingzhang/account"
)

// TestMayApprove asks for every sort of account, with and without a second person.
func TestMayApprove(t *testing.T) {
	for _, onePerson := range []bool{false, true} {
		o := newOffice(t, func(c *Config) { c.OnePerson = onePerson })
		d := o.upload(t, budget(1))
		if o.MayApprove(reviewer(), o.sheet(t, d.ID)) {
			t.Error("an open draft may be approved")
		}
		d, err := o.Save(t.Context(), chief(), d.ID, d.Version, Edit{Implementer: to("另一科室")})
		if err == nil {
			d, err = o.Submit(t.Context(), clerk(), d.ID, d.Version, time.Time{})
		}
		if err != nil {
			t.Fatal(err)
		}
		sheet := o.sheet(t, d.ID)
		for _, tt := range []struct {
			who  account.Who
			want bool
		}{{clerk(), false}, {colleague(), false}, {reviewer(), true}, {chief(), onePerson}, {admin(), true}, {stranger(), false}} {
			if got := o.MayApprove(tt.who, sheet); got != tt.want {
				t.Errorf("one person %v: %s may approve is %v", onePerson, tt.who.Account, got)
			}
		}
	}
}
