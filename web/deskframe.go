package web

import (
	"strings"

	"mingzhang/account"
)

// deskFrame is what the frame of a page of those who publish shows besides.
type deskFrame struct {
	Style  string
	Script string // of the few pages that have one
	Name   string // of who has signed in; "" before
	Token  string // hidden field of every form
	Menu   []link
}

// deskView prepares the frame of a page of those who publish. None of them is
// for search engines.
func (s *Site) deskView(r *request, title string) view {
	v := s.view(r, "desk", title, nil)
	v.NoIndex = true
	v.Desk = &deskFrame{Style: s.deskStyle.path()}
	if r.who.Account == "" {
		return v
	}
	v.Desk.Name = r.who.Name
	v.Desk.Token = account.FormToken(s.session(r), deskForm)
	v.Desk.Menu = s.deskMenu(r)
	return v
}

// deskMenu lists the pages that who has signed in may open from anywhere.
func (s *Site) deskMenu(r *request) []link {
	l := r.lang
	menu := []link{{Text: l.T("menu.desk"), Href: "/desk"}, {Text: l.T("menu.published"), Href: "/desk/published"}}
	if r.who.Role == account.Admin {
		menu = append(menu, link{Text: l.T("menu.admin"), Href: "/desk/admin"})
	} else {
		menu = append(menu, link{Text: l.T("menu.tokens"), Href: "/desk/tokens"})
	}
	menu = append(menu, link{Text: l.T("menu.me"), Href: "/desk/me"})
	for i, entry := range menu {
		menu[i].Current = r.path == entry.Href || entry.Href != "/desk" && strings.HasPrefix(r.path, entry.Href+"/")
		menu[i].Href = l.To(entry.Href)
	}
	return menu
}
