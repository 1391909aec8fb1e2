package web

import (
	"mingzhang/account"
	"mingzhang/content"
)

// adminTabs leads to the pages of an admin.
func adminTabs(r *request) []link {
	l := r.lang
	tabs := []link{
		{Text: l.T("admin.units"), Href: "/desk/admin"}, {Text: l.T("admin.accounts"), Href: "/desk/admin/accounts"},
		{Text: l.T("admin.tokens"), Href: "/desk/tokens"}, {Text: l.T("admin.state"), Href: "/desk/admin/state"},
	}
	for i := range tabs {
		tabs[i].Current = tabs[i].Href == r.path
		tabs[i].Href = l.To(tabs[i].Href)
	}
	return tabs
}

// adminUnits answers GET /desk/admin: the units that publish.
func (s *Site) adminUnits(r *request) error { return s.showUnits(r, "") }

func (s *Site) showUnits(r *request, wrong string) error {
	if err := mayAdminister(r); err != nil {
		return err
	}
	units, err := s.cfg.Office.Accounts.Units(r.ctx())
	if err != nil {
		return err
	}
	l := r.lang
	list := officeList{ID: "units", Title: l.T("admin.units"), Empty: l.T("admin.no_units"), Heads: []string{l.T("table.unit"), l.T("table.region"), l.T("admin.since")}}
	for _, u := range units {
		if r.who.May(account.Administer, u.ID) {
			list.Rows = append(list.Rows, l.unitRow(u))
		}
	}
	p := officePage{Heading: l.T("admin.title"), Lead: l.T("admin.units_lead"), Tabs: adminTabs(r), Lists: []officeList{list}}
	if r.who.May(account.Administer, "") {
		p.Asks = []ask{{
			ID: "add", Title: l.T("admin.add_unit"), Action: l.To("/desk/admin"), Button: l.T("admin.add"),
			Fields: []input{
				{Name: "name", Label: l.T("admin.unit_name"), Hint: l.T("admin.unit_name_hint"), Type: "text", Max: 100, Value: r.c.FormValue("name")},
				{Name: "region", Label: l.T("admin.unit_region"), Hint: l.T("admin.unit_region_hint"), Type: "text", Max: 6, Value: r.c.FormValue("region")},
			},
		}}
	}
	return s.officeAnswer(r, p, wrong)
}

func (l *language) unitRow(u account.Unit) officeRow {
	row := officeRow{Cells: []string{u.Name, u.Region, l.Date(u.Created)}, Off: u.Disabled}
	if region, err := content.Regions().Get(u.Region); err == nil {
		row.Cells[1] = region.Name + " " + u.Region
	}
	row.Acts = []rowAct{l.switchAct("/desk/admin/units/switch", u.ID, u.Disabled)}
	return row
}

// switchAct switches something off, or on again.
func (l *language) switchAct(path, id string, off bool) rowAct {
	if off {
		return rowAct{Text: l.T("admin.switch_on"), Action: l.To(path), Hidden: []field{{"id", id}, {"on", "1"}}}
	}
	return rowAct{Text: l.T("admin.switch_off"), Action: l.To(path), Hidden: []field{{"id", id}}, Danger: true}
}

// addUnit answers POST /desk/admin.
func (s *Site) addUnit(r *request) error {
	_, err := s.cfg.Office.Accounts.AddUnit(r.ctx(), r.who, r.c.FormValue("name"), r.c.FormValue("region"))
	if words := r.lang.refusal(err); words != "" {
		return s.showUnits(r, words)
	}
	if err != nil {
		return err
	}
	return s.done(r, "/desk/admin", "unit")
}

// switchUnit answers POST /desk/admin/units/switch.
func (s *Site) switchUnit(r *request) error {
	err := s.cfg.Office.Accounts.SwitchUnit(r.ctx(), r.who, r.c.FormValue("id"), r.c.FormValue("on") != "")
	if err != nil {
		return err
	}
	return s.done(r, "/desk/admin", "switched")
}
