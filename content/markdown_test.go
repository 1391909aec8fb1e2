package content

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFormatThenParseGivesTheSame(t *testing.T) {
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			b, err := Format(d)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Parse(b)
			if err != nil {
				t.Fatalf("%v in\n%s", err, b)
			}
			if diff := cmp.Diff(d, got); diff != "" {
				t.Errorf("parse(format(x)) differs from x (-x +parsed):\n%s\n%s", diff, b)
			}
			again, err := Format(got)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(b), string(again)); diff != "" {
				t.Errorf("the bytes are not canonical:\n%s", diff)
			}
		})
	}
}
