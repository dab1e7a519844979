package paper

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/go-analyze/charts"
)

// The measures of a chart on the page, in pixels.
const (
	svgWidth    = 720
	svgHeight   = 300 // of an upright one
	svgFont     = 12
	svgNarrow   = 7    // wide is a narrow character
	svgLine     = 15   // from a line of text to the next
	svgRow      = 24   // of a lying bar
	svgNames    = 200  // that names of lying bars may take
	svgNumber   = 64   // that the number behind the longest of them may take, such as 100.00%
	svgGap      = 8    // between names
	svgSlot     = 44   // under which names of categories are thinned out
	svgNumbers  = 24   // that stand over a line; over bars twice as many
	svgThickest = 56   // of an upright bar
	svgBeside   = 5    // from a point to the label that the library puts beside it
	svgPoint    = 0.75 // points of a pixel
	svgSegment  = 15   // under which a part of a bar has no number in it
	svgAxisRoom = 90   // beside the categories of an upright chart
)

// draw draws a part's chart as SVG that stands in the page: it takes its
// colours and its font from there, and is told in words too.
//
// The library lays it out. It knows the width of no Chinese character, so that
// it is given stand-ins as wide as the words, which take their places when it
// is done.
func (p *Paper) draw(part Part) (template.HTML, error) {
	d := &drawing{Paper: p, chart: part.Chart, id: part.Key, labels: map[rune]label{}}
	d.painter = charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: svgWidth, Height: d.height()})
	if err := d.layOut(); err != nil {
		return "", fmt.Errorf("draw %s: %w", part.Key, err)
	}
	svg, err := d.painter.Bytes()
	if err != nil {
		return "", fmt.Errorf("draw %s: %w", part.Key, err)
	}
	return template.HTML(d.finish(string(svg), part.Title, p.describe(part))), nil
}

func (d *drawing) layOut() error {
	if d.chart.Form == Line {
		return d.painter.LineChart(d.line())
	}
	return d.painter.BarChart(d.bars())
}

// drawing is a chart while it is drawn.
type drawing struct {
	*Paper
	chart   *Chart
	id      string
	painter *charts.Painter
	labels  map[rune]label // by the first character of their stand-ins
}

func (d *drawing) height() int {
	if d.chart.Form != Lying {
		return svgHeight
	}
	return len(d.chart.Categories)*max(len(d.chart.Series)*svgRow, svgRow*3/2) + 2*svgRow
}

// The colours that the library is given: it writes them as they are, and
// finish puts the page's in their place.
var (
	textMark  = charts.Color{R: 1, G: 1, B: 1, A: 255}
	labelMark = charts.Color{R: 1, G: 1, B: 2, A: 255}
	gridMark  = charts.Color{R: 1, G: 1, B: 3, A: 255}
	axisMark  = charts.Color{R: 1, G: 1, B: 4, A: 255}
)

func seriesMark(i int) charts.Color { return charts.Color{R: 2, G: 0, B: uint8(i), A: 255} }
func overMark(i int) charts.Color   { return charts.Color{R: 3, G: 0, B: uint8(i), A: 255} }

func (d *drawing) theme() charts.ColorPalette {
	var series []charts.Color
	for i := range d.chart.Series {
		series = append(series, seriesMark(i))
	}
	return charts.MakeTheme(charts.ThemeOption{
		AxisStrokeColor: axisMark, AxisSplitLineColor: gridMark, BackgroundColor: charts.ColorTransparent,
		TextColor: textMark, TextColorLabel: labelMark, SeriesColors: series,
	})
}

// font is the library's for a colour; the page brings its own.
func (d *drawing) font(color charts.Color) charts.FontStyle {
	return charts.FontStyle{FontSize: svgFont * svgPoint, FontColor: color}
}

// value writes a number of the chart.
func (d *drawing) value(v float64) string {
	if d.chart.Percent {
		return fmt.Sprintf("%.2f%%", v)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.2f", v), ".00")
}

// inside writes a number into its part of a stacked bar; none where the part
// is too low for it.
func (d *drawing) inside(data [][]float64) func(float64) string {
	_, highest := extremes([][]float64{sums(data)})
	return func(v float64) string {
		if v*(svgHeight-svgAxisRoom) < highest*svgSegment {
			return ""
		}
		return d.value(v)
	}
}

// numbered tells whether there is room for the number of each value. They
// stand in the words of the chart too, and in the workbook.
func (d *drawing) numbered() bool {
	values := len(d.chart.Categories) * len(d.chart.Series)
	switch d.chart.Form {
	case Line:
		return values <= svgNumbers
	case Lying:
		return true
	}
	return values <= 2*svgNumbers
}

// beside writes the number of a point of a line, which the library puts beside
// the point; it comes to stand over it.
func (d *drawing) beside(v float64) string { return d.standIn([]string{d.value(v)}, over) }

// tick writes a number of the chart's axis.
func (d *drawing) tick(v float64) string {
	said := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
	if d.chart.Percent {
		said += "%"
	}
	return said
}

// values are those of a series, with gaps where nothing is known.
func (d *drawing) values(s Series) []float64 {
	list := make([]float64, len(d.chart.Categories))
	for i := range list {
		if v := s.value(i); v.Known() {
			list[i] = float64(v.Hundredths()) / 100
		} else {
			list[i] = charts.GetNullValue()
		}
	}
	return list
}

func (d *drawing) data() [][]float64 {
	data := make([][]float64, len(d.chart.Series))
	for i, s := range d.chart.Series {
		data[i] = d.values(s)
	}
	return data
}

// thickness is the share of its room that a bar fills: it is never thicker
// than is good to look at.
func (d *drawing) thickness() float64 {
	room := float64(svgWidth-svgAxisRoom) / float64(len(d.chart.Categories))
	if d.chart.Form == Lying {
		return 0.7
	}
	bars := len(d.chart.Series)
	if d.chart.Form == Stacked {
		bars = 1
	}
	return min(0.8, float64(svgThickest*bars)/room)
}

func (d *drawing) legend() charts.LegendOption {
	names := make([]string, len(d.chart.Series))
	for i, s := range d.chart.Series {
		names[i] = d.standIn(wrap(s.Name, svgNames, 1), start)
	}
	show := len(names) > 1
	return charts.LegendOption{SeriesNames: names, Show: &show, FontStyle: d.font(textMark), Offset: charts.OffsetLeft, Padding: charts.Box{Bottom: svgLine, IsSet: true}}
}

// padding leaves room under an upright chart for the second lines of names,
// and at the right of a lying one for the numbers of its bars.
func (d *drawing) padding() charts.Box {
	box := charts.Box{Top: svgLine, Left: 2, Right: 16, Bottom: 2, IsSet: true}
	if d.chart.Form == Lying {
		box.Right = svgNumber
	}
	for _, l := range d.labels {
		if len(l.lines) > 1 && l.place == middle {
			box.Bottom = 2 + svgLine
		}
	}
	return box
}

// bars are the settings of an upright, stacked or lying bar chart.
func (d *drawing) bars() charts.BarChartOption {
	c := d.chart
	stacked, lying := c.Form == Stacked, c.Form == Lying
	data, names := d.data(), d.categories()
	if lying { // the library begins at the bottom
		slices.Reverse(names)
		for _, values := range data {
			slices.Reverse(values)
		}
	}
	opt := charts.NewBarChartOptionWithData(data)
	opt.Theme, opt.Horizontal, opt.StackSeries, opt.Legend, opt.BarSize = d.theme(), lying, &stacked, d.legend(), d.thickness()
	opt.CategoryAxis = charts.CategoryAxisOption{Labels: names, LabelCount: len(names), LabelFontStyle: d.font(textMark)}
	opt.Padding = d.padding()
	if opt.ValueAxis[0] = d.axis(data, true); stacked {
		opt.ValueAxis[0] = d.axis([][]float64{sums(data)}, true)
	}
	numbers := d.numbered()
	for i := range opt.SeriesList {
		label := &opt.SeriesList[i].Label
		label.Show, label.FontStyle, label.ValueFormatter = &numbers, d.font(labelMark), d.value
		if stacked {
			label.FontStyle.FontColor, label.Offset.Top, label.ValueFormatter = overMark(i), svgFont+7, d.inside(data)
		}
	}
	return opt
}

// line are the settings of a line chart.
func (d *drawing) line() charts.LineChartOption {
	data := d.data()
	opt := charts.NewLineChartOptionWithData(data)
	opt.Theme, opt.Legend = d.theme(), d.legend()
	opt.XAxis.Labels, opt.XAxis.LabelCount, opt.XAxis.LabelFontStyle = d.categories(), len(d.chart.Categories), d.font(textMark)
	opt.Padding = d.padding()
	opt.YAxis[0] = d.axis(data, false)
	numbers := d.numbered()
	for i := range opt.SeriesList {
		label := &opt.SeriesList[i].Label
		label.Show, label.FontStyle, label.ValueFormatter = &numbers, d.font(labelMark), d.beside
		opt.SeriesList[i].Symbol = symbols[i%len(symbols)]
	}
	return opt
}

var symbols = []charts.Symbol{{Shape: charts.SymbolCircle, Size: 4}, {Shape: charts.SymbolSquare, Size: 4}, {Shape: charts.SymbolDiamond, Size: 5}}

// categories are the names under or beside the bars: in two lines where they
// are long, and every so many under a line or where they are many.
func (d *drawing) categories() []string {
	room, at, lines, step := svgNames, end, 2, 1
	if d.chart.Form != Lying {
		slot := (svgWidth - svgAxisRoom) / max(len(d.chart.Categories), 1)
		if room, at = slot-svgGap, middle; d.chart.Form == Line || slot < svgSlot {
			lines, step = 1, (d.widest()+svgGap+slot-1)/max(slot, 1)
			room = step*slot - svgGap
		}
	}
	labels := make([]string, len(d.chart.Categories))
	for i, name := range d.chart.Categories {
		tail := d.chart.Form != Line && i > 0 && i >= len(labels)-step/2 // the library would push it over its neighbour
		if labels[i] = " "; i%step != 0 || tail {
			continue
		}
		said := wrap(name, room, lines)
		if d.unknown(i) {
			said = append(wrap(name, room, 1), wrap(d.word("noData"), room, 1)...)
		}
		labels[i] = d.standIn(said, at)
	}
	return labels
}

// widest is the width of the widest name of a category, within reason.
func (d *drawing) widest() int {
	widest := svgSlot
	for _, name := range d.chart.Categories {
		widest = max(widest, pixels(name))
	}
	return min(widest, svgNames)
}

// unknown tells whether no series knows a value of a category.
func (d *drawing) unknown(category int) bool {
	return !slices.ContainsFunc(d.chart.Series, func(s Series) bool { return s.value(category).Known() })
}
