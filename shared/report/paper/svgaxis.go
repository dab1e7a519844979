package paper

import (
	"math"

	"github.com/go-analyze/charts"
)

// extremes are the lowest and the highest of the values that are known.
func extremes(data [][]float64) (lowest, highest float64) {
	first := true
	for _, values := range data {
		for _, v := range values {
			switch {
			case v == charts.GetNullValue():
				continue
			case first:
				lowest, highest, first = v, v, false
			}
			lowest, highest = min(lowest, v), max(highest, v)
		}
	}
	return lowest, highest
}

// axis is the scale of the values: round numbers from below the lowest (or
// nothing, where bars begin) to above the highest, and of rates not beyond
// what a rate can be.
func (d *drawing) axis(data [][]float64, fromZero bool) charts.ValueAxisOption {
	low, high := extremes(data)
	if fromZero {
		low = 0
	}
	step := rounded((high - low) / 5)
	bottom, top := math.Floor(low/step)*step, math.Ceil(high/step)*step
	if bottom == low && !fromZero && (low > 0 || low < 0) {
		bottom -= step // a line does not lie on its axis
	}
	if top == bottom || top == high && !(d.chart.Percent && high == 100) {
		top += step
	}
	return charts.ValueAxisOption{Min: &bottom, Max: &top, Unit: step, LabelCount: int(math.Round((top-bottom)/step)) + 1,
		LabelFontStyle: d.font(textMark), ValueFormatter: d.tick}
}

// rounded is the next of 1, 2, 5, 10, 20, ... above a step; counts and rates
// need none below 1.
func rounded(step float64) float64 {
	next := 1.0
	for _, more := 0, []float64{2, 2.5, 2}; next < step; {
		next *= more[0]
		more = append(more[1:], more[0])
	}
	return next
}

// sums are what the parts of each stacked bar make.
func sums(data [][]float64) []float64 {
	all := make([]float64, len(data[0]))
	for _, values := range data {
		for i, v := range values {
			if v != charts.GetNullValue() {
				all[i] += v
			}
		}
	}
	return all
}
