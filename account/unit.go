package account

import "time"

// Unit is an organisation that publishes.
type Unit struct {
	ID       string // content.PublisherID of its name
	Name     string
	Region   string // GB/T 2260
	Created  time.Time
	Disabled bool // its clerks may not sign in and its tokens are refused
}
