package main

// depth is how many results are judged.
const depth = 10

// mark is what a judge says of one result.
type mark struct{ relevant, best bool }

// known says how many records answer a query.
type known struct {
	Relevant, Best int
}

// score says how well one list of results answers one query.
type score struct {
	answerable bool    // something answers the query
	recall     float64 // answers among the first ten, of as many as there could be
	reciprocal float64 // of the rank of the first of the best answers
	wrong      int     // results among the first ten that are no answers
}

// rate scores the first results of a query. Where nothing answers, every result
// is wrong.
func rate(results []mark, k known) score {
	s := score{answerable: k.Relevant > 0}
	hits := 0
	for i, m := range results[:min(depth, len(results))] {
		if m.relevant {
			hits++
		} else {
			s.wrong++
		}
		if good := m.best || k.Best == 0 && m.relevant; good && s.reciprocal == 0 {
			s.reciprocal = 1 / float64(i+1)
		}
	}
	if s.answerable {
		s.recall = float64(hits) / float64(min(depth, k.Relevant))
	}
	return s
}

// summary gathers scores; recall and reciprocal rank count answerable queries.
type summary struct {
	queries, answerable, wrong int
	recall, reciprocal         float64
}

func (s *summary) add(one score) {
	s.queries++
	s.wrong += one.wrong
	if one.answerable {
		s.answerable++
		s.recall += one.recall
		s.reciprocal += one.reciprocal
	}
}

// means gives recall and mean reciprocal rank; 1 when nothing was answerable.
func (s *summary) means() (recall, mrr float64) {
	if s.answerable == 0 {
		return 1, 1
	}
	return s.recall / float64(s.answerable), s.reciprocal / float64(s.answerable)
}
