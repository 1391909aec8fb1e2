package desk

import (
	"slices"

	"mingzhang/account"
)

// MayApprove tells whether who may approve a draft as it stands: a reviewer who,
// unless the desk is for one person, had no hand in it. A page asks it to know
// which buttons to show; Approve checks it again.
func (k *Desk) MayApprove(who account.Who, s *Sheet) bool {
	if s.State != StateSubmitted || !who.May(account.ReviewDrafts, s.Unit) {
		return false
	}
	return k.onePerson || string(s.Submitter) != who.Account && !slices.Contains(s.Editors, who.Account)
}
