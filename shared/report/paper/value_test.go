package paper

import "testing"

// The figures of the source documents, and the edges of rounding.
func TestValuesAreRoundedHalfUpToTwoDecimals(t *testing.T) {
	for _, tt := range []struct {
		value Value
		want  string
	}{
		{Rate(226, 378), "59.79"}, {Rate(152, 378), "40.21"}, {Rate(131, 378), "34.66"}, {Rate(118, 378), "31.22"},
		{Rate(1, 32), "3.13"}, // 3.125
		{Rate(1, 800), "0.13"}, {Rate(1, 8), "12.50"}, {Rate(2, 3), "66.67"}, {Rate(1, 3), "33.33"},
		{Rate(0, 7), "0.00"}, {Rate(160, 160), "100.00"}, {Rate(1, 1_000_000), "0.00"}, {Rate(1999, 2000), "99.95"}, {Rate(99_999, 100_000), "100.00"},
		{Rate(0, 0), NoData}, {Rate(1, 0), NoData},
		{Growth(110, 53), "107.55"}, {Growth(116, 127), "-8.66"}, {Growth(226, 180), "25.56"}, {Growth(146, 125), "16.80"}, {Growth(3, 0), NoData},
		{Growth(159, 160), "-0.63"}, // -0.625: halves go away from zero
		{Decimal(146*10_000, 1_200_000), "1.22"}, {Decimal(1, 0), NoData},
		{Points(Rate(2, 3), Rate(1, 3)), "33.34"}, // of the rounded ones: 66.67 - 33.33
		{Points(Rate(1, 4), Rate(1, 2)), "-25.00"}, {Points(Rate(1, 4), Rate(1, 0)), NoData},
		{Delta(110, 53), "57"}, {Count(7), "7"},
	} {
		if got := tt.value.Number(); got != tt.want {
			t.Errorf("%+v is %s, want %s", tt.value, got, tt.want)
		}
	}
}

func TestPointsAreSaidAsPoints(t *testing.T) {
	value := Points(Rate(3, 4), Rate(1, 2))
	for language, want := range map[string]string{"en": "+25.00 pp", "zh": "+25.00个百分点"} {
		if got := (&Paper{Language: language}).Say(value); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
}
