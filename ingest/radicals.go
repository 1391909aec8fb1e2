package ingest

import "golang.org/x/text/unicode/norm"

// foldRadical gives the character that a radical looks like: ⼯ is 工.
func foldRadical(c rune) rune {
	switch c { // these have no mapping in Unicode
	case '⻓':
		return '长'
	case '⻔':
		return '门'
	case '⻢':
		return '马'
	case '⻅':
		return '见'
	case '⻋':
		return '车'
	case '⻛':
		return '风'
	case '⻜':
		return '飞'
	case '⻝':
		return '食'
	case '⻥':
		return '鱼'
	case '⻦':
		return '鸟'
	case '⻩':
		return '黄'
	case '⻬':
		return '齐'
	case '⺠':
		return '民'
	case '⻘':
		return '青'
	}
	for _, folded := range norm.NFKC.String(string(c)) {
		return folded
	}
	return c
}
