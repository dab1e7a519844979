package triage

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage/model"
)

func newJudge(t testing.TB) *Judge {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	return New(p)
}

// table reads a file of lines whose fields are separated by tabs.
func table(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

// A plain sentence about each class, in each language, gets its class, but for
// a few that are left to a person with the class among the alternatives.
func TestEveryClassIsRecognisedInBothLanguages(t *testing.T) {
	j := newJudge(t)
	seen := make(map[string]int)
	rows := table(t, "testdata/working_classes.tsv")
	left := 0
	for _, row := range rows {
		class, text := row[0], row[1]
		seen[class]++
		got := j.Judge(Input{Text: text})
		if got.Class == class && !got.Unsure {
			continue
		}
		left++
		offered := got.Class == class || slices.ContainsFunc(got.Alternatives, func(a Alternative) bool { return a.Class == class })
		if !got.Unsure || !offered {
			t.Errorf("%s: got %s %s (confidence %v, unsure %v, alternatives %v), want %s; reasons %v",
				text, got.Kind, got.Class, got.Confidence, got.Unsure, got.Alternatives, class, got.Reasons)
		}
	}
	if most := len(rows) / 12; left > most {
		t.Errorf("%d of %d plain sentences are left to a person, want at most %d", left, len(rows), most)
	}
	for _, c := range j.policy.Classes {
		if seen[c.Code] < 2 {
			t.Errorf("class %s has %d texts, want 2", c.Code, seen[c.Code])
		}
	}
}

func TestFourOrdinaryComplaintsNeedNoSorting(t *testing.T) {
	j := newJudge(t)
	tests := map[string]string{
		"我们村这两个月已经停了四次电,每次都没通知,要求解决": "04.03.01",
		"半年来晚上电压只有一百七八,空调启动不了":       "04.01.01",
		"电表走得太快,要求验表退费":              "02.05.01",
		"5月多收电费86.40元,要求退费":          "02.04.02",
	}
	for text, class := range tests {
		got := j.Judge(Input{Text: text})
		want := Judgement{Kind: "complaint", Class: class, Urgency: "general", Grade: "general"}
		short := Judgement{Kind: got.Kind, Class: got.Class, Urgency: got.Urgency, Grade: got.Grade, Unsure: got.Unsure, Levels: got.Levels}
		if diff := cmp.Diff(want, short); diff != "" {
			t.Errorf("%s (-want +got):\n%s%v", text, diff, got.Reasons)
		}
	}
}

func TestEveryKindIsRecognised(t *testing.T) {
	j := newJudge(t)
	for _, row := range table(t, "testdata/working_kinds.tsv") {
		kind, text := row[0], row[2]
		urgency, danger, _ := strings.Cut(row[1], " ")
		got := j.Judge(Input{Text: text})
		if got.Kind != kind || got.Urgency != urgency || got.Danger != (danger == "danger") || got.Unsure {
			t.Errorf("%s: got %s, %s, danger %v, unsure %v; reasons %v", text, got.Kind, got.Urgency, got.Danger, got.Unsure, got.Reasons)
		}
	}
}

func TestSignalsRaiseUrgencyAndGrade(t *testing.T) {
	tests := []struct {
		name, text     string
		urgency, grade string
		levels         []string
		danger         bool
	}{
		{"a plain complaint raises nothing", "电费算错了，要求退费", "general", "general", nil, false},
		{"danger to life", "电线掉在路上，有人触电", "major", "major", []string{"L1", "L2", "L3"}, true},
		{"a negation takes danger back", "没有着火，也没有人触电，就是电费算错了", "general", "general", nil, false},
		{"a negation of a negation affirms", "不是没有着火，是变压器着火", "major", "major", []string{"L1", "L2", "L3"}, true},
		{"no smoke in English", "There is no smoke and nobody was electrocuted, the bill is wrong", "general", "general", nil, false},
		{"fear of danger is no danger yet", "箱子里很危险，怕出事", "urgent", "general", nil, false},
		{"national media outrank local ones", "再不解决我就找记者，找央视", "urgent", "special", []string{"L2", "L3", "L4", "L5"}, false},
		{"social media", "I will post it online until you answer", "urgent", "important", []string{"L2", "L3", "L4"}, false},
		{"the regulator", "电费算错了，我已经打了12398", "urgent", "important", []string{"L2", "L3", "L4"}, false},
		{"a court", "My lawyer will take you to court over this bill", "general", "important", []string{"L2", "L3"}, false},
		{"extreme acts", "再不处理就去营业厅拉横幅", "major", "major", []string{"L2", "L3", "L4"}, false},
		{"dependence on a machine", "家里有人用呼吸机，又停电了", "urgent", "important", []string{"L1", "L2"}, false},
		{"many households", "停电影响了46户，又停电了", "urgent", "important", []string{"L2", "L3"}, false},
		{"shocking is no electric shock", "I was shocked by my bill, it doubled", "general", "general", nil, false},
		{"a line that drops is no fallen wire", "95598电话刚接通就断线", "general", "general", nil, false},
		{"110 kilovolts are not the police", "家门口新建110千伏变电站", "general", "general", nil, false},
	}
	j := newJudge(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := j.Judge(Input{Text: tt.text})
			want := Judgement{Urgency: tt.urgency, Grade: tt.grade, Levels: tt.levels, Danger: tt.danger}
			short := Judgement{Urgency: got.Urgency, Grade: got.Grade, Levels: got.Levels, Danger: got.Danger}
			if diff := cmp.Diff(want, short); diff != "" {
				t.Errorf("judgement (-want +got):\n%s%v", diff, got.Reasons)
			}
		})
	}
}

func TestTheCallersChoiceIsEvidence(t *testing.T) {
	tests := []struct {
		name        string
		in          Input
		kind, class string
		disagrees   bool
	}{
		{"a class decides where the text does not", Input{Text: "一直没人处理", Class: "04.01.01"}, "complaint", "04.01.01", true},
		{"a class that the text bears out", Input{Text: "这个月停电五次了", Class: "04.03.01"}, "complaint", "04.03.01", false},
		{"a plain text outweighs a class, and the disagreement is told", Input{Text: "这个月停电五次了", Class: "02.04.02"}, "complaint", "04.03.01", true},
		{"an unknown class is not given", Input{Text: "这个月停电五次了", Class: "99.01"}, "complaint", "04.03.01", false},
		{"danger outranks the class", Input{Text: "电线断了掉在路口", Class: "04.03.01"}, "fault", "", true},
		{"a complaint about danger keeps its class", Input{Text: "我要投诉，电杆歪了几个月，反映多次都不修，很危险", Class: "05.01.01"}, "complaint", "05.01.01", false},
		{"a kind decides where the text does not", Input{Text: "电费的事", Kind: "enquiry"}, "enquiry", "", true},
		{"an unknown kind is not given", Input{Text: "电费算错了", Kind: "letter"}, "complaint", "02.04.02", false},
	}
	j := newJudge(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := j.Judge(tt.in)
			disagrees := strings.Contains(reasons(got), disagreement)
			if got.Kind != tt.kind || got.Class != tt.class || got.Unsure || disagrees != tt.disagrees {
				t.Errorf("got %s %q, unsure %v, disagreement %v; reasons %v", got.Kind, got.Class, got.Unsure, disagrees, got.Reasons)
			}
		})
	}
}

func reasons(j Judgement) string {
	var lines []string
	for _, r := range j.Reasons {
		lines = append(lines, r.String())
	}
	return strings.Join(lines, "\n")
}

func TestATextThatSaysNothingIsUnsure(t *testing.T) {
	j := newJudge(t)
	for _, text := range []string{"", "。", "\x00\xff", "🙏"} {
		got := j.Judge(Input{Text: text})
		if got.Kind != "complaint" || got.Class != "" || !got.Unsure || got.Confidence != 0 {
			t.Errorf("%q: got %s %q, unsure %v, confidence %v; want an unsure complaint", text, got.Kind, got.Class, got.Unsure, got.Confidence)
		}
	}
	for _, text := range []string{"hello", "你们太过分了！", "asdf"} {
		if got := j.Judge(Input{Text: text}); !got.Unsure {
			t.Errorf("%q: got %s %q with confidence %v; want it unsure", text, got.Kind, got.Class, got.Confidence)
		}
	}
}

func TestAModelWithoutLabelsCountsAsNone(t *testing.T) {
	j := newJudge(t)
	empty := model.Weights{Heads: []model.Head{{Name: MatterHead}, {Name: ClassHead}, {Name: SignalHead}},
		Factors: [][]float64{make([]float64, matterFactors), make([]float64, classFactors), {1}}}
	m, err := model.Parse(string(empty.Pack()))
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Text: "这个月停电五次了"}
	if diff := cmp.Diff(WithModel(j.policy, nil).Judge(in), WithModel(j.policy, m).Judge(in)); diff != "" {
		t.Errorf("judgements differ:\n%s", diff)
	}
}

// A word that stands by itself counts wherever a longer one holds it too.
func TestTheOrderOfSentencesDoesNotMatter(t *testing.T) {
	j := newJudge(t)
	first, second := "换表没通知。停电没通知。", "停电没通知。换表没通知。"
	a, b := j.read(phrase.NewText(first)), j.read(phrase.NewText(second))
	if diff := cmp.Diff(a.classes, b.classes); diff != "" {
		t.Errorf("%s and %s score otherwise:\n%s", first, second, diff)
	}
}

func TestTheConfidenceIsOfTheKindThatWasChosen(t *testing.T) {
	got := newJudge(t).Judge(Input{Text: "建议你们把电线着火冒火花的那个杆子换一换"})
	for _, a := range got.Alternatives {
		if got.Kind == fault && a.Kind == "suggestion" && a.Confidence == got.Confidence {
			t.Errorf("fault has the confidence %v of the suggestion that it is not", got.Confidence)
		}
	}
	if got.Kind != fault || got.Unsure || !got.Danger {
		t.Errorf("got %+v, want a fault with danger that waits for nobody", got)
	}
}

func TestTheDemandCountsToo(t *testing.T) {
	got := newJudge(t).Judge(Input{Text: "上个月的事", Demand: "多收电费要退给我"})
	if got.Class != "02.04.02" {
		t.Errorf("got class %q, want 02.04.02", got.Class)
	}
}

func TestWritingDoesNotMatter(t *testing.T) {
	j := newJudge(t)
	want := j.Judge(Input{Text: "电表走得太快, 95598打不通"})
	for _, text := range []string{"電錶走得太快, 95598打不通", "电 表走得太快，９５５９８打不通", "电表走得太快, 95598 打不通"} {
		if diff := cmp.Diff(want, j.Judge(Input{Text: text})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func FuzzJudge(f *testing.F) {
	j := newJudge(f)
	f.Add("电线掉在路上", "02.04.02")
	f.Add("the bill is wrong, 12 hours", "")
	f.Fuzz(func(t *testing.T, text, class string) {
		got := j.Judge(Input{Text: text, Class: class})
		if diff := cmp.Diff(got, j.Judge(Input{Text: text, Class: class})); diff != "" {
			t.Errorf("judged twice, differently:\n%s", diff)
		}
		if _, ok := j.policy.Kind(got.Kind); !ok || got.Confidence < 0 || got.Confidence > 1 {
			t.Errorf("got kind %q with confidence %v", got.Kind, got.Confidence)
		}
	})
}

func BenchmarkJudge(b *testing.B) {
	j := newJudge(b)
	in := Input{Text: strings.Repeat("我们村这两个月已经停了四次电，每次都没通知，要求解决。", 20)}
	for b.Loop() {
		j.Judge(in)
	}
}
