package content

// FillLists makes lists without entries empty instead of nil: a list is never
// unknown, so it is [] in JSON and not null.
func (d *Disclosure) FillLists() {
	fill(&d.Units)
	fill(&d.Lines)
	fill(&d.Funding)
	fill(&d.Allocations)
	fill(&d.Indicators)
	fill(&d.DocumentNumbers)
	fill(&d.NumberFlags)
	fill(&d.Sections)
	fill(&d.Figures)
	fill(&d.Citations)
	d.Findings = append([]Finding{}, d.Findings...) // others may hold the old ones
	for i := range d.Findings {
		fill(&d.Findings[i].Evidence)
	}
}

func fill[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}
