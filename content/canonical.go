package content

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
)

// Canonical formats a published disclosure as [Format] does and makes sure that
// [Parse] reads the same again: what is published for ever must be readable.
func Canonical(d *Disclosure) ([]byte, error) {
	if err := d.ValidatePublished(); err != nil {
		return nil, err
	}
	text, err := Format(d)
	if err != nil {
		return nil, err
	}
	read, err := Parse(text)
	if err != nil {
		return nil, fmt.Errorf("the text could not be read again: %w", err)
	}
	if reflect.DeepEqual(headOf(&d.Summary), headOf(&read.Summary)) && sameText(d.Sections, read.Sections) {
		return text, nil
	}
	// An empty list and none are different values but the same text.
	again, err := Format(read)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(text, again) {
		return nil, errors.New("the text would read otherwise than it is written; look for odd characters in its lines and headings")
	}
	return text, nil
}

// sameText compares headings and texts; keys follow from them.
func sameText(a, b []Section) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Heading != b[i].Heading || a[i].Markdown != b[i].Markdown {
			return false
		}
	}
	return true
}
