package triage

import (
	"slices"
	"testing"
)

// TestCriteriaOfAMajorMatterAreKnown: each raises the grade above general or
// tells a level at once, in both languages.
func TestCriteriaOfAMajorMatterAreKnown(t *testing.T) {
	tests := []struct{ signal, zh, en string }{
		{"compensation", "电压不稳烧坏了冰箱，要求赔偿", "The surge broke my fridge, I demand compensation"},
		{"safety", "电线掉在路上，有人触电", "A live wire is down across the road"},
		{"repeated", "反映多次没人管，电费还是算错", "I complained many times and the bill is still wrong"},
		{"media-city", "再不解决我就找记者曝光", "I will tell a journalist about this bill"},
		{"legal", "电费算错了，我要找律师起诉", "My lawyer will take you to court over this bill"},
		{"legal", "电费算错了，我去消协投诉", "The bill is wrong and I will go to consumer protection"},
		{"legal", "电费算错了，我要报警", "The bill is wrong and I will call the police"},
		{"authority", "电费算错了，我去信访", "The bill is wrong, I will write to the ombudsman"},
		{"extreme", "再不处理就去营业厅拉横幅", "I will blockade your office over this bill"},
		{"many", "整个小区都被多收了电费", "The whole neighbourhood was overcharged"},
		{"crowd", "几百户联名，电费多收了", "A collective complaint of hundreds of households: we were overcharged"},
	}
	j := newJudge(t)
	for _, tt := range tests {
		for _, text := range []string{tt.zh, tt.en} {
			got := j.Judge(Input{Text: text})
			if !slices.ContainsFunc(got.Reasons, func(r Reason) bool { return r.What == forSignal && r.Code == tt.signal }) {
				t.Errorf("%s: no signal %s among %v", text, tt.signal, got.Reasons)
			}
			if got.Grade == "general" && len(got.Levels) == 0 {
				t.Errorf("%s: grade %s, nobody is told", text, got.Grade)
			}
		}
	}
}
