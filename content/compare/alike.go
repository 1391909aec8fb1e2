package compare

// maxPairs bounds the pairs of paragraphs whose likeness is weighed.
const maxPairs = 4096

// likePairs finds paragraphs that are versions of each other, in order: a row of a
// table whose numbers changed stays the same row though others were added. It
// takes the pairs with the greatest likeness together; none when there are too
// many pairs to weigh.
func likePairs(a, b []string) []pair {
	if len(a)*len(b) > maxPairs || len(a)+len(b) <= 2 {
		return nil
	}
	left, right := bags(a), bags(b)
	best := make([][]int, len(a)+1) // best[i][j]: of a[i:] and b[j:]
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	weight := make([][]int, len(a))
	for i := len(a) - 1; i >= 0; i-- {
		weight[i] = make([]int, len(b))
		for j := len(b) - 1; j >= 0; j-- {
			weight[i][j] = left[i].likeness(right[j])
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+weight[i][j])
		}
	}
	return walkPairs(best, weight)
}

// walkPairs reads the best pairs off the table.
func walkPairs(best, weight [][]int) []pair {
	var pairs []pair
	i, j := 0, 0
	for i < len(weight) && j < len(weight[i]) {
		switch {
		case weight[i][j] > 0 && best[i][j] == best[i+1][j+1]+weight[i][j]:
			pairs = append(pairs, pair{i, j})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// bag counts the words of a paragraph.
type bag struct {
	counts map[string]int
	total  int
}

func bags(list []string) []bag {
	out := make([]bag, len(list))
	for i, s := range list {
		out[i].counts = map[string]int{}
		for _, w := range words(s) {
			if !pause(w) {
				out[i].counts[w]++
				out[i].total++
			}
		}
	}
	return out
}

// likeness is the share of words that both have in the longer one, in thousandths;
// 0 when it is less than half.
func (b bag) likeness(other bag) int {
	if b.total > other.total {
		b, other = other, b
	}
	if 2*b.total < other.total || other.total == 0 {
		return 0
	}
	common := 0
	for w, n := range b.counts {
		common += min(n, other.counts[w])
	}
	if 2*common < other.total {
		return 0
	}
	return 1000 * common / other.total
}
