package paper

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
)

// place says where a label meets the point that the library gave its stand-in.
type place int

const (
	start  place = iota // begins there
	middle              // its middle is that of the stand-in
	end                 // ends where the stand-in does
	over                // stands over the point beside which the stand-in is
)

// label is a text of a chart that the library cannot measure, or would put
// elsewhere.
type label struct {
	lines []string
	place place
	width int // of what the library lays out instead
}

// standIn keeps a label and gives what the library shall lay out in its place:
// a character of its own and as many dots as make it as wide.
func (d *drawing) standIn(lines []string, at place) string {
	l := label{lines: lines, place: at}
	first := rune(0xE000 + len(d.labels)) // of private use
	width := 0
	for _, line := range lines {
		width = max(width, pixels(line))
	}
	stand := string(first)
	for l.width = d.measure(stand); l.width < width; l.width = d.measure(stand) {
		stand += "."
	}
	d.labels[first] = l
	return stand
}

func (d *drawing) measure(text string) int {
	return d.painter.MeasureText(text, 0, d.font(textMark)).Width()
}

// pixels is about how wide a text is: a Chinese character is as wide as high,
// and in the widest of the fonts that a page may get, another is six tenths of
// that.
func pixels(text string) int {
	width := 0
	for g := uniseg.NewGraphemes(text); g.Next(); {
		if g.Width() > 1 {
			width += svgFont
		} else {
			width += svgNarrow
		}
	}
	return width
}

// wrap breaks a text into lines of so many pixels, between words where it can;
// what is left is cut.
func wrap(text string, room, lines int) []string {
	text = strings.Join(strings.Fields(plain(text)), " ")
	room = max(room, 3*svgFont)
	var list []string
	for len(list) < lines-1 && pixels(text) > room {
		end := fitting(text, room)
		if space := strings.LastIndexByte(text[:end+1], ' '); space > 0 && text[end] < 0x80 {
			end = space
		}
		list, text = append(list, strings.TrimSpace(text[:end])), strings.TrimSpace(text[end:])
	}
	if pixels(text) > room {
		text = text[:fitting(text, room-svgFont)] + "…"
	}
	return append(list, text)
}

// fitting is the length of the beginning of a wider text that is no wider than room.
func fitting(text string, room int) int {
	end := 0
	for g := uniseg.NewGraphemes(text); g.Next(); {
		_, to := g.Positions()
		if end > 0 && pixels(text[:to]) > room {
			break
		}
		end = to
	}
	return end
}

var (
	svgText = regexp.MustCompile(`<text x="(-?\d+)" y="(-?\d+)" style="([^"]*)">([^<]*)</text>`)
	svgFace = regexp.MustCompile(`;font-family:[^"]*"`)
)

// finish puts the page's colours, font and words into the library's drawing.
func (d *drawing) finish(svg, title, words string) string {
	_, drawn, _ := strings.Cut(svg, ">") // without the library's own tag
	drawn = svgFace.ReplaceAllString(drawn, `"`)
	drawn = svgText.ReplaceAllStringFunc(drawn, d.label)
	id := html.EscapeString(d.id)
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[2]d" width="%[1]d" height="%[2]d" role="img" aria-labelledby="%[3]s-title %[3]s-desc"><title id="%[3]s-title">%[4]s</title><desc id="%[3]s-desc">%[5]s</desc>`,
		svgWidth, d.height(), id, html.EscapeString(plain(title)), html.EscapeString(plain(words)))
	return head + d.patterns() + d.colours().Replace(drawn)
}

// label writes a label's own lines where its stand-in was laid out.
func (d *drawing) label(text string) string {
	found := svgText.FindStringSubmatch(text)
	l, ok := d.labels[[]rune(found[4] + " ")[0]]
	if !ok {
		return text
	}
	x, _ := strconv.Atoi(found[1]) // digits, as the pattern says
	y, _ := strconv.Atoi(found[2])
	anchor := "middle"
	switch l.place {
	case start:
		anchor = "start"
		x += svgBeside
	case middle:
		x += l.width / 2
	case end:
		anchor = "end"
		x += l.width
		y -= (len(l.lines) - 1) * svgLine / 2
	case over:
		x -= svgBeside
		y -= svgLine - 2
	}
	var b strings.Builder
	for i, line := range l.lines {
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="%s" style="%s">%s</text>`, x, y+i*svgLine, anchor, found[3], html.EscapeString(line))
	}
	return b.String()
}

// patterned tells whether the series need more than their colour to be told apart.
func (d *drawing) patterned() bool { return len(d.chart.Series) > 1 && d.chart.Form != Line }

// hatchings are drawn over the colours of series after the first.
var hatchings = []string{"", "M0 6L6 0", "M0 3H6", "M3 0V6"}

// patterns are the hatched colours of the series.
func (d *drawing) patterns() string {
	if !d.patterned() {
		return ""
	}
	var b strings.Builder
	b.WriteString("<defs>")
	for i, s := range d.chart.Series {
		fmt.Fprintf(&b, `<pattern id="%s-fill-%d" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0H6V6H0Z" style="fill:%s"/><path d="%s" style="stroke:%s;stroke-opacity:.45;stroke-width:1"/></pattern>`,
			html.EscapeString(d.id), i, s.paint(i), hatchings[i%len(hatchings)], s.overPaint(i))
	}
	b.WriteString("</defs>")
	return b.String()
}

// colours are those of the page in place of the library's.
func (d *drawing) colours() *strings.Replacer {
	pairs := []string{
		"stroke:none;fill:" + labelMark.String(), "paint-order:stroke;stroke:var(--paper,#fff);stroke-width:3px;fill:var(--ink,#" + ink + ")",
		textMark.String(), "var(--soft,#" + soft + ")",
		gridMark.String(), "var(--line,#" + line + ")", axisMark.String(), "var(--soft,#" + soft + ")",
	}
	for i, s := range d.chart.Series {
		if d.patterned() {
			pairs = append(pairs, "fill:"+seriesMark(i).String(), fmt.Sprintf("fill:url(#%s-fill-%d)", html.EscapeString(d.id), i))
		}
		pairs = append(pairs, seriesMark(i).String(), s.paint(i),
			"stroke:none;fill:"+overMark(i).String(), "paint-order:stroke;stroke:"+s.paint(i)+";stroke-width:3px;fill:"+s.overPaint(i))
	}
	return strings.NewReplacer(pairs...)
}
