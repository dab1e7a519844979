package triage

import (
	"strings"
	"unicode"
)

// text is a customer's words made comparable, with what a phrase needs to know
// about the place of every rune.
type text struct {
	runes    []rune
	sentence []int // number of the sentence that holds the rune
	unit     []int // words and Han characters before the rune
}

// emergencyNumbers keep their digits: they are names, not quantities.
var emergencyNumbers = []string{"110", "119", "120", "315"}

// traditional holds pairs of a traditional character and its simplified form,
// as far as the words of electricity complaints go.
const traditional = "電电費费壓压變变線线桿杆錶表斷断來来沒没時时間间個个員员態态惡恶營营業业廳厅戶户繳缴賬账單单價价計计裝装" +
	"壞坏聽听說说話话請请問问過过還还為为麼么誰谁罵骂煩烦檢检搶抢農农網网場场處处報报復复應应該该議议謝谢揚扬贊赞舉举" +
	"竊窃賄贿錢钱貴贵頻频穩稳燈灯閃闪開开關关機机燒烧煙烟觸触傷伤隱隐險险規规範范號号樓楼園园區区縣县鎮镇鄉乡門门車车動动" +
	"務务無无證证總总經经漲涨閘闸紅红鐵铁導导質质損损賠赔償偿體体視视臺台記记訪访師师訴诉認认嚴严響响給给擾扰樹树佔占遷迁" +
	"換换舊旧驗验錯错讀读數数據据結结擔担殘残嬰婴兒儿護护運运輻辐幾几兩两滿满氣气長长帶带強强點点實实觀观"

var simplified = func() map[rune]rune {
	pairs := []rune(traditional)
	m := make(map[rune]rune, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}()

// fold makes a text comparable: lower case, half width, simplified characters,
// single spaces and none beside Han characters, "#" for a digit and "##" for a
// number of two or three. The same is done to phrases.
func fold(s string) []rune {
	var out []rune
	in := []rune(s)
	for i := 0; i < len(in); i++ {
		r := plain(in[i])
		switch {
		case r == '\n' || !unicode.IsSpace(r) && !isDigit(r):
			out = append(out, r)
		case isDigit(r):
			end := i
			for end < len(in) && isDigit(plain(in[end])) {
				end++
			}
			out = append(out, foldNumber(in[i:end])...)
			i = end - 1
		case len(out) > 0 && out[len(out)-1] != ' ' && !isHan(out[len(out)-1]) && !hanFollows(in[i:]):
			out = append(out, ' ')
		}
	}
	return out
}

func plain(r rune) rune {
	switch {
	case '！' <= r && r <= '～':
		r -= '！' - '!'
	case r == '’' || r == '‘':
		return '\''
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

func foldNumber(digits []rune) []rune {
	plained := make([]rune, len(digits))
	for i, d := range digits {
		plained[i] = plain(d)
	}
	number := string(plained)
	for _, name := range emergencyNumbers {
		if number == name {
			return plained
		}
	}
	switch len(digits) {
	case 1:
		return []rune("#")
	case 2, 3:
		return []rune("##")
	}
	return plained
}

func hanFollows(rest []rune) bool {
	for _, r := range rest {
		if !unicode.IsSpace(r) {
			return isHan(r)
		}
	}
	return true
}

// newText folds a text and marks its sentences.
func newText(s string) text {
	t := text{runes: fold(s)}
	t.sentence = make([]int, len(t.runes))
	t.unit = make([]int, len(t.runes))
	sentence, unit := 0, 0
	for i, r := range t.runes {
		if isHan(r) || isWord(r) && (i == 0 || !isWord(t.runes[i-1])) {
			unit++
		}
		t.sentence[i], t.unit[i] = sentence, unit
		if t.endsSentence(i) {
			sentence++
		}
	}
	return t
}

func (t text) endsSentence(i int) bool {
	r := t.runes[i]
	if r == '.' {
		return i+1 == len(t.runes) || t.runes[i+1] == ' ' || t.runes[i+1] == '\n'
	}
	return strings.ContainsRune("。!?;\n", r)
}

func isHan(r rune) bool   { return unicode.Is(unicode.Han, r) }
func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// isWord tells whether a rune belongs to a word that is written with spaces around it.
func isWord(r rune) bool {
	return r == '#' || !isHan(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
