package phrase

import "testing"

func TestPhrasesAreFound(t *testing.T) {
	tests := []struct {
		name, phrase, text string
		want               string // the words found; empty for none
		weight             float64
	}{
		{"a Han word anywhere", "停电", "又停电了", "停电", 2},
		{"an English word only as a whole", "fire", "fireworks and firefly", "", 0},
		{"an open word", "overcharg*", "You are overcharging me", "overcharg*", 1.5},
		{"longer words weigh more", "meter reader", "The meter reader came", "meter reader", 3},
		{"one of several words", "bill|账单", "我的账单", "账单", 2},
		{"two parts in one sentence", "停电 + 通知", "通知没有就停电", "停电 + 通知", 4},
		{"not across sentences", "停电 + 通知", "停电了。通知呢", "", 0},
		{"not far apart", "停电 + 通知", "停电" + "一二三四五六七八九十一二三四五六七八九十" + "通知", "", 0},
		{"parts do not overlap", "停电 + 电", "停电", "", 0},
		{"a digit", "#次", "停了3次", "#次", 2.5},
		{"a longer number", "##次", "停了13次", "##次", 2.5},
		{"a digit is no longer number", "#次", "停了13次", "", 0},
		{"an emergency number stays itself", "##", "打110", "", 0},
		{"a fixed weight", "投诉^6", "我要投诉", "投诉", 6},
		{"a heavy phrase is held down", "一二三四五六七八九十", "一二三四五六七八九十", "一二三四五六七八九十", 8},
		{"a decimal point ends no sentence", "bill + wrong", "bill of 12.50 is wrong", "bill + wrong", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := NewBook()
			b.Add(tt.phrase)
			var got Hit
			for _, h := range b.Find(NewText(tt.text), nil) {
				got = h
			}
			if got.Phrase != tt.want || got.Weight != tt.weight {
				t.Errorf("got %q with weight %v, want %q with %v", got.Phrase, got.Weight, tt.want, tt.weight)
			}
		})
	}
}
