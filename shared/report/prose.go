package report

import (
	"strconv"
	"strings"

	"github.com/redress/redress/shared/report/paper"
)

// fill writes a sentence: each # stands for the next value. Where the Chinese
// sentence needs the values in another order, it says $1, $2 and so on instead.
func (b *builder) fill(en, zh string, values ...string) string {
	var said strings.Builder
	next := 0
	for text := b.say(en, zh); text != ""; {
		at := strings.IndexAny(text, "#$")
		if at < 0 {
			said.WriteString(text)
			break
		}
		said.WriteString(text[:at])
		n, width := next, 1
		if text[at] == '$' {
			n, width = int(text[at+1]-'1'), 2
		}
		said.WriteString(values[n])
		next, text = n+1, text[at+width:]
	}
	return said.String()
}

// said is a figure as it stands in a sentence; its definition will be shown.
func (b *builder) said(f *Figures, key string) string {
	b.define(key)
	return b.Say(f.Value(key))
}

func itoa64(n int64) string { return strconv.FormatInt(n, 10) }

// grew says how a count has grown against the period that the name says.
func (b *builder) grew(key string, now, then *Figures, name string) string {
	name = strings.ToLower(b.name(name))
	n, was := now.Count(key), then.Count(key)
	switch {
	case n == was:
		return b.fill("# unchanged", "#持平", name)
	case was == 0:
		return b.fill("# not compared, as there were none", "#不作比较（基期为零）", name)
	}
	size := paper.Growth(n, was).Hundredths()
	if size < 0 {
		return b.fill("# down #", "#下降#", name, hundredths(-size)+"%")
	}
	return b.fill("# up #", "#上升#", name, hundredths(size)+"%")
}

// moved says by how many percentage points a rate has moved against the period
// that the name says.
func (b *builder) moved(key string, now, then *Figures, name string) string {
	name = strings.ToLower(b.name(name))
	rate, was := now.Value(key), then.Value(key)
	if !rate.Known() || !was.Known() {
		return b.fill("# not compared, as there is no data", "#不作比较（基期无数据）", name)
	}
	switch size := rate.Hundredths() - was.Hundredths(); {
	case size > 0:
		return b.fill("# up # percentage points", "#上升#个百分点", name, hundredths(size))
	case size < 0:
		return b.fill("# down # percentage points", "#下降#个百分点", name, hundredths(-size))
	}
	return b.fill("# unchanged", "#持平", name)
}

func hundredths(n int64) string { return paper.Decimal(n, 100).Number() }
