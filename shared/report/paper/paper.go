// Package paper is a report as people read it: which figures, tables, charts
// and sentences stand on it, in which order, and how they are rendered.
//
// Vocabulary. A paper has a head (what it is of), a headline (a few figures
// with their direction), parts (a table, a chart, facts or prose each) and
// definitions (what every figure means). A [Value] is one figure or word with
// its kind, so that each rendering writes it in its own way: a rate is
// "97.50" in JSON, 97.50% on the page and a number with a format in a workbook.
//
// The same paper gives the same bytes in every format. The package computes no
// figure, reads no case, draws no clock and keeps no files.
package paper

import "time"

// Paper is a report, ready to be rendered.
type Paper struct {
	Kind     string // such as sla-breach
	Title    string
	Language string // zh or en
	Policy   string // the policy in force, such as state-grid@2026.1
	Rules    string // its title
	Zone     *time.Location
	// From and To are the period as it was asked for: days of the office, both
	// inclusive, or instants. Empty on the report of one case.
	From, To string
	AsOf     time.Time
	Unit     string // scope; "" for the whole company
	Scope    string // its name
	// Filter are the other limits of what was counted, as name and value.
	Filter []Fact
	// Reference is the case that a report of one case is about.
	Reference string

	Headline    []Headline
	Parts       []Part
	Definitions []Definition
}

// Headline is one of the few figures that stand first.
type Headline struct {
	Key   string // of the figure
	Name  string
	Value Value
	Note  string // what it is made of, such as "39 / 40"
	Tone  Tone
	// Changes compare it with earlier periods.
	Changes []Change
}

// Change compares a figure with the same one of an earlier period.
type Change struct {
	Against string // year on year, month on month
	Value   Value
	// Direction is 1 for more, -1 for less, 0 for the same or no data.
	Direction int
	Tone      Tone // whether that is good
}

// Tone says whether something is as it should be; never by colour alone.
type Tone string

// The tones.
const (
	Plain  Tone = ""
	Good   Tone = "good"
	Warned Tone = "warned"
	Bad    Tone = "bad"
)

// Part is one section. It has any of a table, a chart, facts and prose, which
// stand in the order prose, chart, facts, table.
type Part struct {
	Key   string // unique on the paper: the table's name in JSON
	Title string
	Note  string // what the reader must know to read it
	Prose []string
	Chart *Chart
	Facts []Fact
	Table *Table
}

// Fact is a name with its value.
type Fact struct {
	Key   string
	Name  string
	Value Value
}

// Table has columns, rows and perhaps a total.
type Table struct {
	Columns []Column
	Rows    []Row
	Total   *Row
	// Empty is said in place of a table without rows.
	Empty string
}

// Column is a column of a table.
type Column struct {
	Key   string // of the cells in JSON; unique in the table
	Title string
	// Group is a heading over neighbouring columns of the same group.
	Group string
	// Wide columns hold sentences.
	Wide bool
	// Hidden columns are for machines: JSON, CSV and workbook, not the page.
	Hidden bool
}

// Row has one cell for each column.
type Row struct {
	Depth int // of a tree: how far its first shown cell is moved in
	Cells []Value
}

// Form is how a chart is drawn.
type Form string

// The forms.
const (
	Bars    Form = "bars"    // upright, one group a category
	Stacked Form = "stacked" // upright, the series of a category on one another
	Lying   Form = "lying"   // bars from left to right: for long names
	Line    Form = "line"
)

// Chart is a picture of some figures. Each series has one value for each category.
type Chart struct {
	Form       Form
	Categories []string
	Series     []Series
	// Percent: the values are rates.
	Percent bool
}

// Series are the values of one name; those without data are left out of the line.
type Series struct {
	Name   string
	Values []Value
	Tone   Tone
}

// Definition says what a figure means, how it is computed and where that stands.
type Definition struct {
	Key     string `json:"key"` // of the figure
	Symbol  string `json:"symbol,omitempty"`
	Name    string `json:"name"`
	Formula string `json:"formula"`
	Source  string `json:"source"`
}
