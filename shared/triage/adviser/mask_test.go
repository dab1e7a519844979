package adviser

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestWhatTellsWhoSomebodyIsIsMasked(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a mobile number", "请打13900000001联系", "请打[number]联系"},
		{"with dashes and blanks", "请打 +86 139-0000 0001 联系", "请打 +[number] 联系"},
		{"in full width", "请打１３９００００００１１联系", "请打[number]联系"},
		{"spelt out", "电话幺三九零零零零零零零幺", "电话[number]"},
		{"with characters that are not seen", "139\u200b0000\u200b0001", "[number]"},
		{"a landline", "call (020) 7946 0018 now", "call ([number] now"},
		{"an identity card", "身份证11010519491231002X，", "身份证[number]，"},
		{"a short account number", "户号：12345 停电", "户号：[number] 停电"},
		{"an account number with letters", "my account number is AB-1234 and", "my account number is [number] and"},
		{"an English account", "Account no. 55512 was billed twice", "Account no. [number] was billed twice"},
		{"a supply number", "MPAN 1012345678901", "MPAN [number]"},
		{"a chat account", "微信号abc_12345", "微信号[number]"},
		{"an e-mail address", "写信到zhang.san@example.com谢谢", "写信到[e-mail]谢谢"},
		{"a web address", "见https://example.com/u/7?x=1，谢谢", "见[link]，谢谢"},
		{"a name of three characters", "我叫王小明，家里停电", "我叫[name]，家里停电"},
		{"a name of two characters", "我是李明，家里停电", "我是[name]，家里停电"},
		{"a name with a double surname", "我叫欧阳小红。", "我叫[name]。"},
		{"a traditional name", "我叫陳大文，", "我叫[name]，"},
		{"a name with a dot", "我叫阿依古丽·买买提，", "我叫[name]，"},
		{"a rare surname", "我叫冼星海，", "我叫[name]，"},
		{"a name in a form", "联系人：冼星海\n停电", "联系人：[name]\n停电"},
		{"a courtesy", "接待我的王先生态度差", "接待我的[name]先生态度差"},
		{"my name is", "Hello, my name is John Smith, and", "Hello, my name is [name], and"},
		{"in small letters", "my name's john smith.", "my name's [name]"},
		{"I am", "I am Mary-Jane O'Neil from Leeds", "I am [name] from Leeds"},
		{"a signature", "Yours faithfully,\nJ. Doe\nRegards, Jane Doe", "Yours faithfully,\nJ. Doe\nRegards, [name]"},
		{"a title", "Mrs. Brown was rude", "Mrs. [name] was rude"},

		{"hotlines stay", "95598和12398都打不通", "95598和12398都打不通"},
		{"amounts, dates and times stay", "2026年11月2日18:30停电，电费1234.56元", "2026年11月2日18:30停电，电费1234.56元"},
		{"voltages stay", "电压只有180V到220V", "电压只有180V到220V"},
		{"who somebody is in general stays", "我是居民用户，我叫了抢修", "我是居民用户，我叫了抢修"},
		{"what somebody is stays", "I am very unhappy, this is the third time", "I am very unhappy, this is the third time"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Mask(tt.text); got != tt.want {
				t.Errorf("%q is masked as\n%q, want\n%q", tt.text, got, tt.want)
			}
		})
	}
}

// TestNoLongNumberIsLeft whatever stands around it and between its digits.
func TestNoLongNumberIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom(strings.Split("0,1,9,８,零,幺, ,-,(,),.,·,\u3000,\u200b,我叫,户号,停电,x,V,:,\n", ","))
		text := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "text"), "")
		if got := Mask(text); longest(got) >= 7 {
			t.Errorf("%q is masked as %q", text, got)
		}
	})
}

// longest counts the digits of the longest number, in which up to three marks may
// stand between two digits.
func longest(text string) (most int) {
	digits, gap := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r) || strings.ContainsRune("零幺", r):
			if gap > 3 {
				digits = 0
			}
			digits, gap = digits+1, 0
		case strings.ContainsRune(" -().·\u3000\u200b", r):
			gap++
		default:
			digits, gap = 0, 0
		}
		most = max(most, digits)
	}
	return most
}

// TestNoTextBreaksTheMasks: what comes out is text, and of a text that holds
// nothing to hide all stays.
func TestNoTextBreaksTheMasks(t *testing.T) {
	hidden := regexp.MustCompile(`\[(?:number|name|e-mail|link)\]`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if got := Mask(text); got != text && !hidden.MatchString(got) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
