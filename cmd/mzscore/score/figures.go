package score

// figures scores the numbers that the truth names: whether each was read with
// its value, and what it is for. A text has many more numbers, so that none is
// wrong for not being named.
func (s *sheet) figures(want Expected, got *disclosure) error {
	rows, _, err := want.rows("figures")
	if err != nil {
		return err
	}
	for _, w := range rows {
		text, _ := w.text("text")
		value, _ := w.text("value")
		role, scored := w.text("role")
		f := bestFigure(text, value, role, got.Figures)
		s.answer("figures.value", value, f.Value, sameMoney)
		if scored {
			s.answer("figures.role", role, f.Role, sameSpelling)
		}
	}
	return nil
}

// bestFigure finds the figure with these words; where the words stand several
// times, the one with this value and this role.
func bestFigure(text, value, role string, got []figure) (best figure) {
	most := 0
	for _, f := range got {
		like := 0
		if anyOf(text, f.Text, sameText) {
			like = 1
			if sameMoney(value, f.Value) {
				like += 2
			}
			if anyOf(role, f.Role, sameSpelling) {
				like++
			}
		}
		if like > most {
			best, most = f, like
		}
	}
	return best
}
