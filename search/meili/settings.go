package meili

import (
	"github.com/meilisearch/meilisearch-go"
)

// maxMatches lies far above the number of documents that an index will hold.
const maxMatches = 1_000_000

// settings returns how the server is to index records and to search them: exact
// tokens, every match, and no answer cut short because it takes long.
func settings() *meilisearch.Settings {
	noPrefix := "disabled"
	return &meilisearch.Settings{
		SearchableAttributes: []string{fieldTitle, fieldPublisher, fieldBody},
		FilterableAttributes: []string{fieldRank, fieldStamp, fieldNumbers, fieldKeys},
		DisplayedAttributes:  []string{"*"},
		RankingRules:         []string{"words"}, // ranking is done by tiers and by rank
		ProximityPrecision:   meilisearch.ByWord,
		PrefixSearch:         &noPrefix,
		TypoTolerance:        &meilisearch.TypoTolerance{Enabled: false},
		Pagination:           &meilisearch.Pagination{MaxTotalHits: maxMatches},
		Faceting:             &meilisearch.Faceting{MaxValuesPerFacet: maxMatches},
		SearchCutoffMs:       60_000,
	}
}
