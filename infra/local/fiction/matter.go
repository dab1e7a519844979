package fiction

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/redress/redress/shared/complaint"
)

// matter is what somebody has to say, drawn from a number alone, so that it can
// be brought forward again.
type matter struct {
	submission complaint.Submission
	judgement  complaint.Judgement
}

// kinds with the share of each.
var kinds = []struct {
	code  string
	share float64
}{
	{"complaint", 80}, {"fault", 5}, {"enquiry", 4}, {"opinion", 3}, {"suggestion", 2}, {"praise", 2}, {"misconduct", 1}, {"request", 3},
}

var (
	areas    = []string{"urban", "urban", "rural", "rural", "remote"} // of the stations of a county
	grades   = []float64{85, 10, 4, 1}                                // as complaint.Grades
	urgent   = []float64{88, 10, 2}                                   // as complaint.Urgencies
	people   = []string{"residential", "residential", "residential", "commercial", "industrial", "unknown"}
	openings = []string{"我们这里", "我家最近", "上周开始", "从上个月起", "今天早上", "邻居也反映，"}
	endings  = []string{"要求尽快解决。", "打了几次电话都没有人处理，要求给个说法。", "希望派人到现场核实并书面答复。", "影响正常生活和生产，请尽快处理，并说明原因和整改措施。"}
)

func (b *Book) matter(i int) matter {
	r := rand.New(rand.NewPCG(b.spec.Seed, uint64(2*i+2)))
	p := b.spec.Policy
	region := pick(r, len(b.regions), func(n int) float64 { return 1 / float64(2+n%7) })
	class := p.Classes[pick(r, len(p.Classes), func(n int) float64 { return 1 / float64(1+(n*17)%len(p.Classes)) })]
	kind := kinds[pick(r, len(kinds), func(n int) float64 { return kinds[n].share })].code
	m := matter{
		submission: complaint.Submission{
			Text: openings[r.IntN(len(openings))] + class.Name.In("zh") + "的问题一直没有处理好，" + endings[r.IntN(len(endings))],
			Customer: complaint.CustomerDetails{
				Name: "客户", Phone: fmt.Sprintf("139%08d", i), AccountNumber: fmt.Sprintf("34%011d", i),
				Kind: people[r.IntN(len(people))], Vulnerable: chance(r, 6), Confidential: chance(r, 4),
			},
			Site: complaint.SiteDetails{
				Region: b.regions[region], Area: areas[region%len(areas)], Address: fmt.Sprintf("%d号", 1+r.IntN(400)),
				TransformerArea: fmt.Sprintf("台区%d", r.IntN(30)), Feeder: fmt.Sprintf("线路%d", r.IntN(5)),
			},
		},
		judgement: complaint.Judgement{
			Kind: kind, Class: class.Code, Confidence: 0.6 + 0.4*r.Float64(),
			Grade:   complaint.Grades[pick(r, len(grades), func(n int) float64 { return grades[n] })],
			Urgency: complaint.Urgencies[pick(r, len(urgent), func(n int) float64 { return urgent[n] })],
			Reasons: []string{class.Name.In("zh"), "来件内容与该分类一致"},
		},
	}
	if kind != "complaint" && chance(r, 60) {
		m.judgement.Class = ""
	}
	if chance(r, 2) {
		m.submission.Customer = complaint.CustomerDetails{Anonymous: true}
	}
	if chance(r, 3) {
		m.submission.Site.Region = ""
	}
	if chance(r, 20) {
		m.submission.Demand = strings.TrimSuffix(endings[r.IntN(len(endings))], "。")
	}
	return m
}
