package report

import "github.com/redress/redress/shared/report/paper"

// figureSaid is a figure as it stands in a sentence; its definition will be shown.
func (b *builder) figureSaid(f *Figures, key string) string {
	b.define(key)
	return b.Say(f.Value(key))
}

// since says how a count has grown since an earlier period.
func (b *builder) since(key string, now *Figures, then earlierTally) string {
	n, was := now.Count(key), then.Total.Count(key)
	switch {
	case n == was:
		return b.say(then.name+" unchanged", then.name+"持平")
	case was == 0:
		return b.say(then.name+" not compared, as there were none", then.name+"不作比较（基期为零）")
	}
	return b.steps(then.name, paper.Growth(n, was).Hundredths(), "%", "%")
}

// movedSince says by how many percentage points a rate has moved since an earlier period.
func (b *builder) movedSince(key string, now *Figures, then earlierTally) string {
	rate, was := now.Value(key), then.Total.Value(key)
	switch {
	case !rate.Known() || !was.Known():
		return b.say(then.name+" not compared, as there is no data", then.name+"不作比较（基期无数据）")
	case rate.Hundredths() == was.Hundredths():
		return b.say(then.name+" unchanged", then.name+"持平")
	}
	return b.steps(then.name, rate.Hundredths()-was.Hundredths(), " percentage points", "个百分点")
}

// steps says up or down by how much, in hundredths of a unit.
func (b *builder) steps(name string, hundredths int64, unit, unitZH string) string {
	size := paper.Decimal(max(hundredths, -hundredths), 100).Number()
	if hundredths < 0 {
		return b.say(name+" down "+size+unit, name+"下降"+size+unitZH)
	}
	return b.say(name+" up "+size+unit, name+"上升"+size+unitZH)
}
