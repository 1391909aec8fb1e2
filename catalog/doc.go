// Package catalog is the read model: the facts of every published disclosure as
// columns in memory. It filters, counts facets, sums exactly and pages without
// any input or output; texts stay in their Markdown revisions on disk and list
// rows in files of ready JSON.
//
// A [Snapshot] never changes, so that all numbers of one answer come from one
// state. What is published is told by the caller, who has it from the log: a
// file in the folder of revisions is not published by lying there.
package catalog
