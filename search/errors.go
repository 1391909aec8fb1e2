package search

import "errors"

// ErrUnavailable is wrapped by errors of an engine that cannot be reached or
// cannot answer now. The caller may fall back and try again later.
var ErrUnavailable = errors.New("search engine is not available")
