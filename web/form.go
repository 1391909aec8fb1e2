package web

import "html/template"

// form is a page that asks for something and says what was wrong with it.
type form struct {
	view
	Heading string
	Lead    string
	Wrong   string        // why what was sent was not taken
	Action  string        // where it is sent
	Hidden  []field       // what else is sent along
	Fields  []input       // what is asked
	Picture template.HTML // what is to be scanned
	Secret  string        // what is to be copied
	Button  string
	Files   bool   // a file can be sent
	Others  []link // other ways
}

// input is one value that a form asks for.
type input struct {
	Name, Label, Hint string
	Type              string // of the input; "select" for a choice
	Value             string
	Complete          string // value of autocomplete
	Wrong             string // what is wrong with the value
	Max               int    // characters
	Optional          bool
	Choices           []pick
}

// pick is one value that can be chosen.
type pick struct {
	Value, Text string
	Chosen      bool
}

// showForm writes a form; one that refuses what was sent is a 422.
func (s *Site) showForm(r *request, f form) error {
	f.view = s.deskView(r, f.Heading)
	if f.Action == "" {
		f.Action = r.lang.To(r.path)
	}
	if f.Wrong != "" {
		r.c.Status(422)
	}
	return s.render(r, "form", f)
}
