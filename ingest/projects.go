package ingest

// projectStyle finds the style of numbering of the headings of projects: two or
// more of them, numbered through, stand over the same labels of sections in
// another style, as 一、甲项目（一）立项依据… 二、乙项目（一）立项依据… do. It is
// plainStyle where there is none.
func (d *document) projectStyle() int {
	for _, style := range []int{partStyle, parenStyle, digitStyle} {
		if d.headsProjects(style) {
			return style
		}
	}
	return plainStyle
}

// headsProjects tells whether the lines of a style head projects.
func (d *document) headsProjects(style int) bool {
	var groups []map[string]bool
	for _, bl := range d.blocks[d.titleEnd:] {
		if bl.kind == tableBlock {
			continue
		}
		h := headlineOf(bl)
		key := labelKey(d.kind, h.text)
		switch {
		case h.style == style && key != "" && len(groups) == 0:
			return false // sections are numbered so
		case h.style == style && h.number == len(groups)+1 && key == "" && isShortHeading(bl.text, h):
			groups = append(groups, map[string]bool{})
		case key != "" && h.style != style && len(groups) > 0:
			groups[len(groups)-1][key] = true
		}
	}
	return sharedKeys(groups) >= 2
}

// sharedKeys counts the keys that two groups or more have, 0 when a group has
// fewer than two.
func sharedKeys(groups []map[string]bool) int {
	counts := map[string]int{}
	for _, keys := range groups {
		if len(keys) < 2 {
			return 0
		}
		for key := range keys {
			counts[key]++
		}
	}
	shared := 0
	for _, n := range counts {
		if n >= 2 {
			shared++
		}
	}
	return shared
}
