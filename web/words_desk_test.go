package web

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
	return keys
}
