package score

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// Write prints the score of a corpus: a line for each field, one for each
// format, what was not read, and false alarms. With all set, every miss too.
func (r *Result) Write(w io.Writer, all bool) error {
	var b strings.Builder
	r.writeFields(&b)
	r.writeFormats(&b)
	r.writeUnread(&b)
	if alarms := r.Alarms(); len(alarms) > 0 {
		fmt.Fprintf(&b, "\nfalse alarms (%d)\n", len(alarms))
		for _, a := range alarms {
			fmt.Fprintf(&b, "  %s\n", a)
		}
	}
	if all {
		r.writeMisses(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Result) writeFields(b *strings.Builder) {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "field\tright\twrong\tmissed\tprecision\trecall\tF1")
	sums := r.Fields()
	for _, field := range slices.Sorted(maps.Keys(sums)) {
		s := sums[field]
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f\n", field, s.Right, s.Wrong, s.Missed, s.Precision(), s.Recall(), s.F1())
	}
	t.Flush()
}

func (r *Result) writeFormats(b *strings.Builder) {
	b.WriteString("\n")
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "format\tfiles\tread\tprecision\trecall\tF1")
	for _, f := range r.Formats() {
		fmt.Fprintf(t, "%s\t%d\t%d\t%.3f\t%.3f\t%.3f\n", f.Name, f.Files, f.Read, f.All.Precision(), f.All.Recall(), f.All.F1())
	}
	t.Flush()
}

func (r *Result) writeUnread(b *strings.Builder) {
	var list []string
	for _, f := range r.Files {
		if !f.Read {
			list = append(list, fmt.Sprintf("  %s: %s\n", f.Name, f.Reason))
		}
	}
	if len(list) > 0 {
		fmt.Fprintf(b, "\nunread (%d)\n%s", len(list), strings.Join(list, ""))
	}
}

func (r *Result) writeMisses(b *strings.Builder) {
	wired := r.wired()
	for _, f := range r.Files {
		if len(f.Misses) == 0 || !wired[f.Format] {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", f.Name)
		for _, m := range f.Misses {
			fmt.Fprintf(b, "  %-20s want %s  got %s\n", m.Field, orNone(m.Want), orNone(m.Got))
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
