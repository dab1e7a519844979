package paper

import "github.com/xuri/excelize/v2"

// charts is the sheet of the charts, each beside the cells that it draws.
func (b *book) charts() {
	series, drawn := 0, false
	for _, part := range b.Parts {
		if part.Chart != nil {
			drawn, series = true, max(series, len(part.Chart.Series))
		}
	}
	if !drawn {
		return
	}
	widths := []int{26}
	for range series {
		widths = append(widths, 12)
	}
	for range chartColumns {
		widths = append(widths, 10)
	}
	t := b.tab(b.word("charts"), widths, 0)
	t.put(titleHeight, t.cell(Text(b.word("charts")), look{role: asTitle}))
	done := 0
	for _, part := range b.Parts {
		if part.Chart == nil {
			continue
		}
		if done > 0 && done%chartsAPage == 0 && t.err == nil {
			t.note(t.rows.InsertPageBreak(at(1, t.row+1)))
		}
		t.chart(part, series+3)
		done++
	}
	t.close()
}

// A chart of a workbook is so many columns wide and rows high.
const (
	chartColumns = 9
	chartRows    = 23
	chartWidth   = 700 // of pixels
	chartHeight  = 400
	chartsAPage  = 2
)

// chart writes the cells of a chart and draws it in a column beside them.
func (t *tab) chart(part Part, column int) {
	t.part(part.Title)
	head := t.row + 1
	cells := t.drawn(part.Chart)
	for _, r := range cells.Rows {
		for i, v := range r.Cells {
			if !v.Known() && v.kind != IsText {
				r.Cells[i] = Value{} // a gap in the line, where words would be taken for nothing
			}
		}
	}
	t.grid(cells, nil)
	if t.err == nil && len(part.Chart.Categories) > 0 {
		t.note(t.file.AddChart(t.name, at(column, head), t.native(part, head)))
	}
	for t.row < head+chartRows {
		t.put(lineHeight)
	}
}

// native is a chart as Excel draws it, over the cells under a row of titles.
func (t *tab) native(part Part, head int) *excelize.Chart {
	c := part.Chart
	n := &excelize.Chart{
		Type: natives[c.Form], Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: plain(part.Title), Font: &excelize.Font{Size: 12, Bold: true, Color: ink}}}},
		Legend: excelize.ChartLegend{Position: "none"}, ShowBlanksAs: "gap",
		PlotArea: excelize.ChartPlotArea{ShowVal: true},
		Format:   excelize.GraphicOptions{AltText: plain(t.describe(part))},
	}
	text := excelize.Font{Size: 9, Color: soft, Family: t.font()}
	n.XAxis.Font, n.YAxis.Font, n.Legend.Font = text, text, &text
	n.YAxis.MajorGridLines = true
	n.XAxis.ReverseOrder = c.Form == Lying
	if c.Form != Line {
		n.YAxis.Minimum = new(float64) // a bar is as long as its value
	}
	n.PlotArea.NumFmt.CustomNumFmt = "0;-0;;" // none where a part of a bar is missing
	if c.Percent {
		n.YAxis.NumFmt.CustomNumFmt, n.PlotArea.NumFmt.CustomNumFmt = "0%", "0.00%"
	} else if c.Form != Stacked {
		n.PlotArea.NumFmt.CustomNumFmt = "0"
	}
	if len(c.Series) > 1 {
		n.Legend.Position = "bottom"
	}
	for i := range c.Series {
		n.Series = append(n.Series, t.series(c, i, head))
	}
	return n
}

var natives = map[Form]excelize.ChartType{Bars: excelize.Col, Stacked: excelize.ColStacked, Lying: excelize.Bar, Line: excelize.Line}

// series are the cells of one series and how they are drawn.
func (t *tab) series(c *Chart, i, head int) excelize.ChartSeries {
	area := func(column, from, to int) string {
		return sheetRef(t.name) + absolute(column, from) + ":" + absolute(column, to)
	}
	last, color := head+len(c.Categories), c.Series[i].color(i)
	fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	s := excelize.ChartSeries{
		Name: sheetRef(t.name) + absolute(i+2, head), Categories: area(1, head+1, last), Values: area(i+2, head+1, last), Fill: fill,
		DataLabel: excelize.ChartDataLabel{Font: excelize.Font{Size: 9, Color: ink, Family: t.font()}},
	}
	switch c.Form {
	case Line:
		s.Line, s.Marker = excelize.LineOptions{Width: 2, Fill: fill}, excelize.ChartMarker{Symbol: markers[i%len(markers)], Size: 7, Fill: fill}
		s.DataLabelPosition = excelize.ChartDataLabelsPositionAbove
	case Stacked:
		s.DataLabel.Font.Color = contrast(color)
	}
	return s
}

var markers = []string{"circle", "square", "triangle", "diamond"}
