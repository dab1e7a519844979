package paper

import "github.com/redress/redress/shared/fault"

// word gives a word of the renderings in the paper's language.
func (p *Paper) word(key string) string { return words[key].In(p.Language) }

// words are everything that the renderings say beside what the paper brings.
var words = map[string]fault.Text{
	"period":      fault.Say("Period", "统计期间"),
	"through":     fault.Say("to", "至"),
	"asOf":        fault.Say("As of", "统计时点"),
	"scope":       fault.Say("Scope", "统计范围"),
	"company":     fault.Say("whole company", "全公司"),
	"reference":   fault.Say("Case", "工单编号"),
	"rules":       fault.Say("Rules", "规则版本"),
	"zone":        fault.Say("Times are those of", "时间所用时区"),
	"contents":    fault.Say("Contents", "目录"),
	"headline":    fault.Say("At a glance", "概览"),
	"definitions": fault.Say("What each figure means", "指标口径"),
	"charts":      fault.Say("Charts", "图表"),
	"figure":      fault.Say("Figure", "指标"),
	"value":       fault.Say("Value", "数值"),
	"madeOf":      fault.Say("Made of", "构成"),
	"category":    fault.Say("Category", "类别"),
	"symbol":      fault.Say("Symbol", "代号"),
	"formula":     fault.Say("Definition and formula", "定义与公式"),
	"source":      fault.Say("Source", "依据"),
	"total":       fault.Say("Total", "合计"),
	"none":        fault.Say("Nothing to show.", "无内容。"),
	"noData":      fault.Say(NoData, "无数据"),
	"colon":       fault.Say(": ", "："),
	"stop":        fault.Say("; ", "；"),
	"comma":       fault.Say(", ", "，"),
	"full":        fault.Say(". ", "。"),
	"chartOf":     fault.Say("Chart: ", "图："),
	"rest":        fault.Say("# more rows are not shown here; the workbook (XLSX) has all of them.", "另有 # 行未在此显示，完整内容见工作簿（XLSX）。"),
	"sheet":       fault.Say("Sheet", "工作表"),
	"summary":     fault.Say("Summary", "概览"),
	"page":        fault.Say("Page # of $", "第 # 页，共 $ 页"),
	"midnight":    fault.Say("A time of 00:00 is the midnight that ends the day before (24:00).", "00:00 即前一日的 24:00。"),

	"points":  fault.Say(" pp", "个百分点"),
	"days":    fault.Say("%d d ", "%d天"),
	"hours":   fault.Say("%d h ", "%d小时"),
	"minutes": fault.Say("%d min ", "%d分"),
	"seconds": fault.Say("%d s ", "%d秒"),

	"up":   fault.Say("up", "上升"),
	"down": fault.Say("down", "下降"),
	"same": fault.Say("unchanged", "持平"),

	"tone.good":   fault.Say("in order", "正常"),
	"tone.warned": fault.Say("near the limit", "预警"),
	"tone.bad":    fault.Say("not in order", "异常"),
}

// signs say a tone without colour.
var signs = map[Tone]string{Good: "✓", Warned: "!", Bad: "✗"}

// arrows say a direction without colour.
func arrow(direction int) (sign, word string) {
	switch {
	case direction > 0:
		return "▲", "up"
	case direction < 0:
		return "▼", "down"
	}
	return "", "same"
}
