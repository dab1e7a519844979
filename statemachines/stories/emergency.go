package stories

import "github.com/redress/redress/shared/asl"

// emergency are the ways through the emergency plan.
var emergency = []Story{
	{"the plan from its opening to its end", map[string]string{"await": "=AwaitAction AwaitInformation AwaitGroupOrder AwaitAnalysis AwaitRemedy AwaitSupervision AwaitRootCause AwaitPrevention Closed"}, asl.Succeeded,
		"Locate Located AwaitAction ActionTaken AwaitInformation Informed AwaitGroupOrder GroupOrdered AwaitAnalysis Analysed AwaitRemedy Remedied AwaitSupervision Supervised AwaitRootCause RootCauseFound AwaitPrevention Prevented Closed"},
	{"the report was filed before it was due", map[string]string{"await": "=AwaitAction AwaitGroupOrder AwaitAnalysis Closed"}, asl.Succeeded,
		"Locate Located AwaitAction ActionTaken AwaitGroupOrder GroupOrdered AwaitAnalysis Analysed Closed"},
	{"the case is a duplicate after all", map[string]string{"await": "=AwaitAction Closed"}, asl.Succeeded, "Locate Located AwaitAction ActionTaken Closed"},
	{"a plan that has ended already", map[string]string{"await": "=Closed"}, asl.Succeeded, "Locate Located Closed"},
	{"several things happen at once", map[string]string{"await": "=AwaitAction AwaitRemedy AwaitRootCause Closed"}, asl.Succeeded,
		"Locate Located AwaitAction ActionTaken AwaitRemedy Remedied AwaitRootCause RootCauseFound Closed"},
	{"lost resumes heal themselves when the waits time out: up to the order", map[string]string{"await": "=AwaitAction - AwaitInformation - AwaitGroupOrder - Closed"}, asl.Succeeded,
		"Locate Located AwaitAction AwaitAction ActionTaken AwaitInformation AwaitInformation Informed AwaitGroupOrder AwaitGroupOrder GroupOrdered Closed"},
	{"lost resumes heal themselves when the waits time out: the handling", map[string]string{"await": "=AwaitAnalysis - AwaitRemedy - AwaitSupervision - Closed"}, asl.Succeeded,
		"Locate Located AwaitAnalysis AwaitAnalysis Analysed AwaitRemedy AwaitRemedy Remedied AwaitSupervision AwaitSupervision Supervised Closed"},
	{"lost resumes heal themselves when the waits time out: after the emergency", map[string]string{"await": "=AwaitRootCause - AwaitPrevention - Closed"}, asl.Succeeded,
		"Locate Located AwaitRootCause AwaitRootCause RootCauseFound AwaitPrevention AwaitPrevention Prevented Closed"},
	{"a busy store is asked again", map[string]string{"await": "!Busy !Stale =AwaitAnalysis !Busy Closed"}, asl.Succeeded, "Locate Located AwaitAnalysis Analysed Closed"},
	{"broken steps cool down and the plan is asked where it stands: up to the analysis", map[string]string{"await": "!Internal =AwaitAction !Internal =AwaitInformation !Internal =AwaitGroupOrder !Internal =AwaitAnalysis !Internal =Closed"}, asl.Succeeded,
		"Locate CoolDown Locate Located AwaitAction CoolDown Locate Located AwaitInformation CoolDown Locate Located AwaitGroupOrder CoolDown Locate Located AwaitAnalysis CoolDown Locate Located Closed"},
	{"broken steps cool down and the plan is asked where it stands: from the handling on", map[string]string{"await": "=AwaitRemedy !Internal =AwaitSupervision !Internal =AwaitRootCause !Internal =AwaitPrevention !Internal =Closed"}, asl.Succeeded,
		"Locate Located AwaitRemedy CoolDown Locate Located AwaitSupervision CoolDown Locate Located AwaitRootCause CoolDown Locate Located AwaitPrevention CoolDown Locate Located Closed"},
	{"no way leads back", map[string]string{"await": "=AwaitRemedy AwaitAnalysis"}, asl.Failed,
		"Locate Located AwaitRemedy Remedied IllegalMove"},
	{"an execution that is spent hands over, and its successor is asked for again", map[string]string{"await": "=AwaitRootCause Succession =Succession", "succession": "!Internal 202609-000001-emergency-1-1"}, asl.Succeeded,
		"Locate Located AwaitRootCause RootCauseFound Succession CoolDown Locate Located Succession Superseded"},
	{"a successor pauses before it takes up the plan", map[string]string{"await": "=CoolDown =AwaitPrevention Closed"}, asl.Succeeded,
		"Locate Located CoolDown Locate Located AwaitPrevention Prevented Closed"},
}
