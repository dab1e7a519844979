package report

import (
	"fmt"
	"strings"

	"github.com/redress/redress/shared/report/paper"
)

// prose is a part of sentences that a report draws from its figures: each by a
// rule, none by taste. It grows by [prose.write].
type prose []string

// write adds a sentence; see [builder.sentence].
func (p *prose) write(b *builder, en, zh string, values ...any) {
	*p = append(*p, b.sentence(en, zh, values...))
}

// sentence is a [builder.phrase] that stands by itself: an English one begins
// with a capital.
func (b *builder) sentence(en, zh string, values ...any) string {
	s := b.phrase(en, zh, values...)
	if b.Language == "en" {
		return capital(s)
	}
	return s
}

// phrase is [builder.fill] with numbers, texts and values of the paper.
func (b *builder) phrase(en, zh string, values ...any) string {
	said := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case paper.Value:
			said[i] = b.Say(v)
		default:
			said[i] = fmt.Sprint(v)
		}
	}
	return b.fill(en, zh, said...)
}

// list joins names as a sentence does.
func (b *builder) list(names []string) string {
	if n := len(names); b.Language == "en" && n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "、")
}

// conclusions puts sentences first among the parts.
func (b *builder) conclusions(p prose) {
	if len(p) == 0 {
		p.write(b, "Nothing was received in the period, so that nothing can be concluded.", "统计期间内没有相关工单，无可分析内容。")
	}
	b.add(paper.Part{Key: "conclusions", Title: b.say("In short", "分析结论"),
		Note: b.say("Every sentence follows from the figures by a fixed rule.", "以下各条均按固定规则由统计数据得出。"), Prose: p})
}
