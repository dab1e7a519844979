package adviser

import (
	"regexp"
	"sync"
)

// Mask hides in a text what tells who somebody is: e-mail addresses, web
// addresses, numbers of accounts, papers and telephones, and names where a text
// says that one follows. It would rather hide too much: any seven digits that
// stand together count as such a number, also with blanks and dashes between
// them. It cannot know names that stand alone, nor street addresses.
func Mask(text string) string {
	for _, m := range masks() {
		text = m.what.ReplaceAllString(text, m.with)
	}
	return text
}

type mask struct {
	what *regexp.Regexp
	with string // $1 is what leads to the hidden part and stays
}

const (
	// digit is one in any script, and as Chinese spells a number out.
	digit = `[\p{Nd}〇零一二三四五六七八九幺]`
	// between is what may stand between the digits of one number.
	between = `[ \t\x{a0}\x{3000}\p{Cf}().（）·\-‐‑–—－]{0,3}`
	// surname is one of the common Chinese surnames.
	surname = `(?:欧阳|上官|司马|诸葛|司徒|令狐|皇甫|尉迟|公孙|慕容|夏侯|东方|` +
		`[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑罗梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白` +
		`邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤` +
		`張劉陳楊黃趙吳孫馬鄭羅謝許韓馮鄧蕭蔣葉蘇呂盧鍾鐘譚陸賈韋鄒龍賀顧龔錢嚴萬湯])`
	// han is a Chinese name, or one written with a dot as in 阿依古丽·买买提.
	han = `\p{Han}{1,10}(?:·\p{Han}{1,10})+|` + surname + `\p{Han}{1,2}`
	// latin is a name in Latin letters, by its capitals.
	latin = `\p{Lu}\p{Ll}[\p{L}'’-]*(?:[ \t]+\p{Lu}[\p{L}'’.-]*){0,3}`
	// word is one of a name without capitals.
	word = `[\p{L}'’.-]+`
)

// masks are made when they are first needed: most functions never do.
var masks = sync.OnceValue(func() []mask {
	number := digit + `(?:` + between + digit + `){6,}[Xx]?`
	made := func(pattern, with string) mask { return mask{regexp.MustCompile(pattern), with} }
	return []mask{
		made(`[\w.%+-]+[@＠][\w-]+(?:\.[\w-]+)+`, "[e-mail]"),
		made(`(?i)(?:https?://|www\.)[^\s\p{Han}，。；！？]+`, "[link]"),
		made(`(?i)((?:户号|编号|账号|帐号|账户|卡号|表号|工号|身份证号?码?|证件号?码?|护照号?码?|微信号?|QQ号?)[ \t]*[:：是为]?[ \t]*)[\w-]*\d[\w-]{2,}`, "${1}[number]"),
		made(`(?i)(\b(?:account|customer|client|meter|card|passport|insurance|licen[cs]e|sort code|MPAN|MPRN)(?: (?:number|no|code|reference|ref|id))?\.?(?: is)?[ \t]*[:#]?[ \t]*)[\w-]*\d[\w-]{2,}`, "${1}[number]"),
		made(number, "[number]"),
		made(`(我叫做?|我的?名字是?叫?)(?:`+han+`|`+latin+`|[^\P{Han}了他她它你您我们人来过去]\p{Han}{1,2})`, "${1}[name]"),
		made(`((?:姓名|户名|户主|联系人|投诉人|申请人)[ \t]*[:：][ \t]*)(?:`+han+`|`+latin+`|\p{Han}{2,4})`, "${1}[name]"),
		made(`((?:我是|我姓|姓名是|姓名为|户名是|户名为|户主是|户主叫|联系人是)[ \t]*)(?:`+han+`|`+latin+`|`+surname+`)`, "${1}[name]"),
		made(surname+`\p{Han}{0,2}?(先生|女士|小姐|太太)`, "[name]${1}"),
		made(`((?i:\bmy name(?:['’]s| is))\s+)`+word+`(?:[ \t]+`+word+`)?(?:[ \t]+\p{Lu}[\p{L}'’.-]*){0,2}`, "${1}[name]"),
		made(`((?i:\b(?:I am|I['’]m|this is|name:|regards|sincerely|faithfully))[,\s]+)`+latin, "${1}[name]"),
		made(`(\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.?[ \t]+)`+latin, "${1}[name]"),
	}
})
