package paper

import (
	"strconv"
	"strings"
)

// palette are the colours of series without a tone: of different lightness,
// so that they can be told apart in grey.
var palette = []string{"0F5C7A", "7FB2C6", "C98A2B", "5B6B79", "2F7D5B", "B9A0C9"}

// toned are the colours of series with a tone: dark, light, dark.
var toned = map[Tone]string{Good: "2F7D5B", Warned: "F2CF7F", Bad: "B5483C"}

// contrast is the colour of a text that stands on another.
func contrast(color string) string {
	for _, dark := range []string{palette[0], palette[3], palette[4], toned[Good], toned[Bad]} {
		if color == dark {
			return "FFFFFF"
		}
	}
	return ink
}

// color is that of a series.
func (s Series) color(i int) string {
	if s.Tone != Plain {
		return toned[s.Tone]
	}
	return palette[i%len(palette)]
}

// paint is that colour on the page, which has its own for dark screens.
func (s Series) paint(i int) string {
	return "var(--fill-" + s.named(i) + ",#" + s.color(i) + ")"
}

// overPaint is the colour of what stands on the paint.
func (s Series) overPaint(i int) string {
	return "var(--over-" + s.named(i) + ",#" + contrast(s.color(i)) + ")"
}

// named is a colour's name on the page.
func (s Series) named(i int) string {
	if s.Tone != Plain {
		return string(s.Tone)
	}
	return strconv.Itoa(i%len(palette) + 1)
}

// describe says what a chart shows, for those who do not see it.
func (p *Paper) describe(part Part) string {
	var said []string
	for i, category := range part.Chart.Categories {
		var values []string
		for _, s := range part.Chart.Series {
			values = append(values, strings.TrimSpace(s.Name+" "+p.Say(s.value(i))))
		}
		said = append(said, category+p.word("colon")+strings.Join(values, p.word("comma")))
	}
	return p.word("chartOf") + part.Title + p.word("full") + strings.Join(said, p.word("stop"))
}
