package score

import (
	"encoding/json"
	"fmt"
)

// report is the wire form of what was read from one file, as far as it is scored.
type report struct {
	Format      string            `json:"format"`
	Disclosures []disclosure      `json:"disclosures"`
	Findings    []finding         `json:"findings"`
	PII         []Personal        `json:"pii"`
	Rejected    *string           `json:"rejected"`
	published   []json.RawMessage // the disclosures as they came
}

type finding struct {
	Code    string `json:"code"`
	Verdict string `json:"verdict"`
	Note    string `json:"note"`
}

type money struct {
	Value string `json:"value"`
}

type people struct {
	Count int    `json:"count"`
	Unit  string `json:"unit"`
}

type disclosure struct {
	Kind        string `json:"kind"`
	Title       string `json:"title"`
	Year        *int   `json:"year"`
	Publisher   named  `json:"publisher"`
	Implementer string `json:"implementer"`
	Region      *struct {
		Code string `json:"code"`
	} `json:"region"`
	Category  string `json:"category"`
	Amount    *money `json:"amount"`
	Execution *struct {
		Budget *money `json:"budget"`
		Spent  *money `json:"spent"`
	} `json:"execution"`
	Beneficiaries *people   `json:"beneficiaries"`
	Lines         []row     `json:"lines"`
	Funding       []row     `json:"funding"`
	Allocations   []row     `json:"allocations"`
	Indicators    []row     `json:"indicators"`
	Numbers       []string  `json:"document_numbers"`
	Sections      []section `json:"sections"`
	Findings      []finding `json:"findings"`
	Figures       []figure  `json:"figures"`
	Score         *struct {
		Score float64 `json:"score"`
	} `json:"score"`
}

type named struct {
	Name string `json:"name"`
}

type section struct {
	Key     string `json:"key"`
	Heading string `json:"heading"`
}

type figure struct {
	Text  string `json:"text"`
	Value string `json:"value"`
	Role  string `json:"role"`
}

// row is one entry of any of the lists: each has some of these.
type row struct {
	Label     string  `json:"label"`
	Source    string  `json:"source"`
	Recipient string  `json:"recipient"`
	Name      string  `json:"name"`
	Level1    string  `json:"level1"`
	Level2    string  `json:"level2"`
	Operator  string  `json:"operator"`
	Target    string  `json:"target"`
	Actual    string  `json:"actual"`
	People    *people `json:"people"`
	Rate      *money  `json:"rate"`
	Amount    *money  `json:"amount"`
}

// parseReport reads what the command line prints for one file.
func parseReport(b []byte) (*report, error) {
	r := &report{}
	if err := json.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("reading the report on a file: %w", err)
	}
	raw := struct {
		Disclosures []json.RawMessage `json:"disclosures"`
	}{}
	if err := json.Unmarshal(b, &raw); err != nil {
		return nil, fmt.Errorf("reading the report on a file: %w", err)
	}
	r.published = raw.Disclosures
	return r, nil
}

// rejected tells whether nothing of the file can be published.
func (r *report) rejected() bool { return r.Rejected != nil && *r.Rejected != "" }

// held tells whether a person must look before anything is published.
func (r *report) held() bool {
	if r.rejected() {
		return true
	}
	for _, f := range r.Findings {
		if f.Verdict == "open" && (f.Code == "placeholder" || f.Code == "not-a-disclosure") {
			return true
		}
	}
	return false
}
