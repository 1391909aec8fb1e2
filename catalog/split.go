package catalog

import (
	"mingzhang/content"
)

// share is the part of a counted total that one source gives; source "" is the
// part whose source is not stated.
type share struct {
	source string
	amount int64 // fen
}

// split cuts the counted total of a disclosure by source so that the shares add
// up to it exactly: each source gets what the text states for it, and the rest
// goes to the unknown source. Where the stated shares exceed the total, the
// rest is negative. Without a counted total there is nothing to share.
func split(d *content.Summary) []share {
	if d.Amount == nil {
		return nil
	}
	rest := d.Amount.Fen
	var shares []share
	for _, f := range d.Funding {
		if f.Amount != nil && f.Source != "" {
			shares = append(shares, share{f.Source, int64(f.Amount.Fen)})
			rest -= f.Amount.Fen
		}
	}
	if rest != 0 {
		shares = append(shares, share{"", int64(rest)})
	}
	return shares
}

// mainSource is the source under which a disclosure and its people count: the
// one with the largest stated share, the first of equals; the first named when
// no share is stated; "" when no source is named.
func mainSource(d *content.Summary) string {
	source, largest := "", content.Fen(-1)
	for _, f := range d.Funding {
		amount := content.Fen(-1)
		if f.Amount != nil {
			amount = f.Amount.Fen
		}
		if source == "" || amount > largest {
			source, largest = f.Source, amount
		}
	}
	return source
}
