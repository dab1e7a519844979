package triage

import (
	"strings"
	"testing"

	"github.com/redress/redress/shared/policy"
)

func judgeOf(t *testing.T, pack string) *Judge {
	t.Helper()
	p, err := policy.Named(pack)
	if err != nil {
		t.Fatal(err)
	}
	return New(p)
}

func TestScenesMakeComplaints(t *testing.T) {
	tests := []struct{ name, pack, text, kind, scene string }{
		{"connection", "southern-grid", "建议你们加快报装，我申请报装一个月没装，一直没消息", "complaint", "connection"},
		{"voltage", "southern-grid", "建议你们想办法改善，晚上电压低", "complaint", "voltage"},
		{"frequent outages", "southern-grid", "建议你们检查线路，这个月停电五次了", "complaint", "frequent-outages"},
		{"a repeated grievance", "southern-grid", "建议你们加强管理，这事我反映过多次", "complaint", "repeated-grievance"},
		{"a plain suggestion stays one", "southern-grid", "建议你们在营业厅增加一台自助缴费机", "suggestion", ""},
		{"a plain enquiry stays one", "southern-grid", "请问办理过户需要什么材料", "enquiry", ""},
		{"praise stays praise", "southern-grid", "表扬抢修师傅，停电五次都是他及时修好的，非常感谢", "praise", ""},
		{"danger stays a fault", "southern-grid", "电线断了掉在路口，建议赶快来修", "fault", ""},
		{"no scenes, no complaint", "state-grid", "建议你们检查线路，这个月停电五次了", "suggestion", ""},
		{"dissatisfaction in Britain", "ofgem", "In my opinion it would be better to have more people on the phone. It would be nice, please consider it. I was on hold for an hour", "complaint", "dissatisfaction"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := judgeOf(t, tt.pack).Judge(Input{Text: tt.text})
			said := strings.Contains(reasons(got), "scene "+tt.scene)
			if got.Kind != tt.kind || said != (tt.scene != "") {
				t.Errorf("got %s, confidence %.3f; reasons %s", got.Kind, got.Confidence, reasons(got))
			}
		})
	}
}

func TestTheCallersKindStandsAgainstAScene(t *testing.T) {
	got := judgeOf(t, "southern-grid").Judge(Input{Text: "建议你们检查线路，这个月停电五次了", Kind: "suggestion"})
	if got.Kind != "suggestion" || strings.Contains(reasons(got), "scene") || !strings.Contains(reasons(got), "given suggestion") {
		t.Errorf("got %s; reasons %s", got.Kind, reasons(got))
	}
}
