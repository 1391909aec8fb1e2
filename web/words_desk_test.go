package web

import "slices"

// deskKeys lists the keys that the code of the desk puts together from values.
func deskKeys() []string {
	var keys []string
	add := func(family string, values ...string) {
		for _, v := range values {
			keys = append(keys, family+v)
		}
	}
	add("role.", "submitter", "reviewer", "admin")
	add("scope.", "read", "drafts_write", "drafts_review", "publish", "admin")
	add("done.", "session", "unit", "switched", "code", "unlinked", "revoked")
	add("desk.done.", "saved", "decided", "submitted", "returned", "approved", "planned", "unplanned", "recalled", "rebased", "replaced",
		"discarded", "published", "corrects", "withdraws")
	for _, group := range queueGroups() {
		add("desk.group."+group, "", "_hint")
	}
	add("desk.waits.", "reviewer", "publisher")
	add("desk.action.", "publish", "correct", "withdraw")
	add("desk.state.", "open", "returned", "submitted", "approved", "published", "discarded")
	add("draft.left.", "personal-data", "missing", "other")
	add("draft.verdict.", "returned", "approved")
	add("draft.facts_", "1", "2", "3")
	add("desk.field.", slices.Concat(append(deskFacts(), []string{"reason"})...)...)
	for _, list := range deskLists() {
		add("desk.field.", list.name)
		for _, column := range list.columns {
			if column != "" {
				add("desk.column."+list.name+".", column)
			}
		}
	}
	add("desk.hint.", "region", "amount", "beneficiaries", "reason", "indicators")
	add("personal.", "person_name", "mobile", "landline", "id_card", "certificate", "bank_card", "email", "account", "address", "car_plate",
		"birth_date", "health")
	add("personal.sure.", "certain", "likely")
	add("advice.", "sum-lines", "rate-times-people", "sum-people", "sum-allocations", "sum-funding", "sum-percent", "budget-execution",
		"sum-score", "number-conflict", "rate-far", "year-conflict", "amount-conflict", "people-conflict", "repeated-section", "missing-section",
		"empty-section", "placeholder", "not-a-disclosure")
	for _, r := range refusals() {
		keys = append(keys, r.key)
	}
	return keys
}
