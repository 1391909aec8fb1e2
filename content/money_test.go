package content

import (
	"encoding/json"
	"testing"
)

func TestYuan(t *testing.T) {
	for fen, want := range map[Fen]string{0: "0.00", 1: "0.01", 334600000: "3346000.00", -150: "-1.50", 9007199254740993: "90071992547409.93"} {
		if got := fen.Yuan(); got != want {
			t.Errorf("%d fen: got %s, want %s", fen, got, want)
		}
	}
}

func TestParseYuan(t *testing.T) {
	good := map[string]Fen{"0": 0, "10": 1000, "10.5": 1050, "3346000.00": 334600000, "007": 700}
	for s, want := range good {
		if got, err := ParseYuan(s); err != nil || got != want {
			t.Errorf("%q: got %d, %v; want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", ".", "1.", "1.234", "-1", "+1", "1e3", "1,000", "1_0", "１", "99999999999999999999", " 1", "1.-5", "1.+5"} {
		if got, err := ParseYuan(s); err == nil {
			t.Errorf("%q: got %d, want an error", s, got)
		}
	}
}

func TestMoneyInJSON(t *testing.T) {
	b, err := json.Marshal(Money{334600000, "334.60万元"})
	if want := `{"value":"3346000.00","currency":"CNY","text":"334.60万元"}`; err != nil || string(b) != want {
		t.Errorf("got %s, %v; want %s", b, err, want)
	}
	var m Money
	if err := json.Unmarshal(b, &m); err != nil || m.Fen != 334600000 || m.Text != "334.60万元" {
		t.Errorf("read back %+v, %v", m, err)
	}
	for _, bad := range []string{`{"value":"x"}`, `{"value":"1","currency":"USD"}`, `7`} {
		if err := json.Unmarshal([]byte(bad), &m); err == nil {
			t.Errorf("%s: want an error", bad)
		}
	}
}

func TestUnknownIsNull(t *testing.T) {
	type all struct {
		T Text
		Y Year
	}
	b, err := json.Marshal(all{})
	if want := `{"T":null,"Y":null}`; err != nil || string(b) != want {
		t.Errorf("got %s, %v; want %s", b, err, want)
	}
	known := all{"<甲>", 2023}
	b, err = json.Marshal(known)
	if err != nil {
		t.Fatal(err)
	}
	var back all
	if err := json.Unmarshal(b, &back); err != nil || back != known {
		t.Errorf("read back %+v from %s, %v", back, b, err)
	}
	if err := json.Unmarshal([]byte(`{"T":null,"Y":null}`), &back); err != nil || back != (all{}) {
		t.Errorf("null left %+v, %v", back, err)
	}
}

func TestPeopleAsText(t *testing.T) {
	for s, want := range map[string]People{"1346人": {1346, "人"}, "192人次": {192, "人次"}, "310户": {310, "户"}, "14名": {14, "名"}} {
		var p People
		if err := p.UnmarshalText([]byte(s)); err != nil || p != want || p.String() != s {
			t.Errorf("%q: got %+v, %v", s, p, err)
		}
	}
	for _, s := range []string{"", "人", "-1人", "1.5人", "12", "12个", "99999999999人"} {
		var p People
		if err := p.UnmarshalText([]byte(s)); err == nil {
			t.Errorf("%q: got %+v, want an error", s, p)
		}
	}
}
