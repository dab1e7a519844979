package triage

import "testing"

func TestAlikeTellsTheSameMatterFromAnother(t *testing.T) {
	j := newJudge(t)
	const place = "柳荫里小区5号楼"
	first := Input{Text: "楼下变压器整夜嗡嗡响，老人睡不着", Place: place}
	tests := []struct {
		name string
		in   Input
		same bool
	}{
		{"the same words", first, true},
		{"an urge", Input{Text: "上周反映的变压器噪音，到现在还没人来", Place: place}, true},
		{"other words", Input{Text: "小区那台配电设备晚上噪声太大，吵得一家人没法休息", Place: place}, true},
		{"another matter", Input{Text: "上个月电费多收了八十块，要求退费", Place: place}, false},
		{"another place", Input{Text: "楼下变压器整夜嗡嗡响，老人睡不着", Place: "青松路9号"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := j.Alike(first, tt.in); (got >= 0.5) != tt.same {
				t.Errorf("got %.3f, likeness %.2f; want the same matter: %v", got, j.Likeness(first, tt.in), tt.same)
			}
		})
	}
	if got := j.Alike(Input{}, Input{}); got < 0 || got > 1 {
		t.Errorf("nothing and nothing are alike by %v", got)
	}
}
