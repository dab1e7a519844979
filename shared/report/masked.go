package report

import (
	"regexp"
	"strings"
	"sync"

	"github.com/redress/redress/shared/triage/adviser"
)

// hidden stands in a report for what a text of staff says of who somebody is.
const hidden = "***"

// masked is a text of staff (facts, cause, answer, reason) as a report may show
// it. What tells who somebody is is hidden as it is from an adviser outside the
// house, see [adviser.Mask], and beyond that every number of five digits and
// more, door numbers, and all that stands for a person in the third person:
// 王某, 李同志, 客户张三. It would rather hide too much, also an amount of five
// digits and a date that is written 2026-03-17. It cannot know a name that
// stands alone, nor the name of a street.
func masked(text string) string {
	text = unmarked.Replace(adviser.Mask(text))
	for _, m := range maskings() {
		text = m.what.ReplaceAllString(text, m.with)
	}
	return text
}

// unmarked puts that sign in the place of an adviser's words for what was hidden.
var unmarked = strings.NewReplacer("[e-mail]", hidden, "[link]", hidden, "[number]", hidden, "[name]", hidden)

type masking struct {
	what *regexp.Regexp
	with string
}

// maskings are made when they are first needed: most reports show no text of staff.
var maskings = sync.OnceValue(func() []masking {
	const (
		// Of the surnames those that are common words too (于 at, 和 and, 时 time,
		// 应 should) are left out: 于某日 is a day.
		surname = `[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑罗梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白` +
			`邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤洪殷施柯温牛樊葛邢安齐梅庞]`
		courtesy = `(先生|女士|小姐|太太|同志|师傅|大爷|大妈|大叔|阿姨|老师)`
		person   = `((?:客户|用户|户主|居民|村民|业主|投诉人|反映人|报修人|联系人|当事人|经办人|负责人|员工|姓名|户名)(?:姓名)?[ \t]*[:：为是叫]?[ \t]*)`
	)
	made := func(pattern, with string) masking { return masking{regexp.MustCompile(pattern), with} }
	return []masking{
		made(`\p{Nd}{5,}[Xx]?`, hidden),
		made(`\p{Nd}+(?:[-－]\p{Nd}+)*(号楼|栋|幢|单元|室|弄)`, hidden+"${1}"),
		made(surname+`\p{Han}{0,2}?`+courtesy, hidden+"${1}"),
		made(surname+`(某{1,2})`, hidden+"${1}"),
		made(person+surname+`\p{Han}{1,2}(反映|表示|称|说|的|来电|投诉|[，。；、,;.\s（(]|$)`, "${1}"+hidden+"${2}"),
		made(`(\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Madam)\b\.?[ \t]+)\p{Lu}[\p{L}'’-]*(?:[ \t]+\p{Lu}[\p{L}'’-]*){0,2}`, "${1}"+hidden),
		made(`(?:\*{3}[ \t]*){2,}`, hidden),
	}
})
