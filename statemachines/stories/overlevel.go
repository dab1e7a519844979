package stories

import "github.com/redress/redress/shared/asl"

// overLevel are the ways through the over-level flow.
var overLevel = []Story{
	{"the superior body agrees at once", map[string]string{"await": "=AwaitGroupOrder AwaitPlan AwaitInvestigation AwaitGroupDecision AwaitSuperiorReport AwaitSuperiorDecision Closed"}, asl.Succeeded,
		"Locate Located AwaitGroupOrder GroupOrdered AwaitPlan PlanStarted AwaitInvestigation Submitted AwaitGroupDecision GroupDecided AwaitSuperiorReport Reported AwaitSuperiorDecision SuperiorDecided Closed"},
	{"the superior body disagrees once", map[string]string{"await": "=AwaitSuperiorDecision AwaitInvestigation AwaitGroupDecision AwaitSuperiorReport AwaitSuperiorDecision Closed"}, asl.Succeeded,
		"Locate Located AwaitSuperiorDecision SuperiorDecided AwaitInvestigation Submitted AwaitGroupDecision GroupDecided AwaitSuperiorReport Reported AwaitSuperiorDecision SuperiorDecided Closed"},
	{"the group returns what was submitted", map[string]string{"await": "=AwaitGroupDecision AwaitInvestigation AwaitGroupDecision Closed"}, asl.Succeeded,
		"Locate Located AwaitGroupDecision GroupDecided AwaitInvestigation Submitted AwaitGroupDecision GroupDecided Closed"},
	{"the case ends before the group has given an order", map[string]string{"await": "=AwaitGroupOrder Closed"}, asl.Succeeded,
		"Locate Located AwaitGroupOrder GroupOrdered Closed"},
	{"a flow that has ended already", map[string]string{"await": "=Closed"}, asl.Succeeded, "Locate Located Closed"},
	{"several things happen at once", map[string]string{"await": "=AwaitGroupOrder AwaitSuperiorDecision AwaitGroupDecision AwaitSuperiorDecision AwaitSuperiorReport AwaitInvestigation AwaitSuperiorReport AwaitGroupDecision AwaitSuperiorDecision Closed"}, asl.Succeeded,
		"Locate Located AwaitGroupOrder GroupOrdered AwaitSuperiorDecision SuperiorDecided AwaitGroupDecision GroupDecided AwaitSuperiorDecision SuperiorDecided AwaitSuperiorReport Reported AwaitInvestigation Submitted AwaitSuperiorReport Reported AwaitGroupDecision GroupDecided AwaitSuperiorDecision SuperiorDecided Closed"},
	{"lost resumes heal themselves when the waits time out: up to the investigation", map[string]string{"await": "=AwaitGroupOrder - AwaitPlan - AwaitInvestigation - Closed"}, asl.Succeeded,
		"Locate Located AwaitGroupOrder AwaitGroupOrder GroupOrdered AwaitPlan AwaitPlan PlanStarted AwaitInvestigation AwaitInvestigation Submitted Closed"},
	{"lost resumes heal themselves when the waits time out: from the group on", map[string]string{"await": "=AwaitGroupDecision - AwaitSuperiorReport - AwaitSuperiorDecision - Closed"}, asl.Succeeded,
		"Locate Located AwaitGroupDecision AwaitGroupDecision GroupDecided AwaitSuperiorReport AwaitSuperiorReport Reported AwaitSuperiorDecision AwaitSuperiorDecision SuperiorDecided Closed"},
	{"a busy store is asked again", map[string]string{"await": "!Busy !Stale =AwaitPlan !Busy Closed"}, asl.Succeeded, "Locate Located AwaitPlan PlanStarted Closed"},
	{"broken steps cool down and the flow is asked where it stands", map[string]string{"await": "!Internal =AwaitGroupOrder !Internal =AwaitPlan !Internal =AwaitInvestigation !Internal =AwaitGroupDecision !Internal =AwaitSuperiorReport !Internal =AwaitSuperiorDecision !Internal =Closed"}, asl.Succeeded,
		"Locate CoolDown Locate Located AwaitGroupOrder CoolDown Locate Located AwaitPlan CoolDown Locate Located AwaitInvestigation CoolDown Locate Located AwaitGroupDecision CoolDown Locate Located AwaitSuperiorReport CoolDown Locate Located AwaitSuperiorDecision CoolDown Locate Located Closed"},
	{"no way leads back behind the start of the plan", map[string]string{"await": "=AwaitInvestigation AwaitGroupOrder"}, asl.Failed,
		"Locate Located AwaitInvestigation Submitted IllegalMove"},
	{"an execution that is spent hands over, and its successor is asked for again", map[string]string{"await": "=AwaitInvestigation Succession =Succession", "succession": "!Internal 202609-000001-overlevel-1-1"}, asl.Succeeded,
		"Locate Located AwaitInvestigation Submitted Succession CoolDown Locate Located Succession Superseded"},
	{"a successor pauses before it takes up the flow", map[string]string{"await": "=CoolDown =AwaitSuperiorDecision Closed"}, asl.Succeeded,
		"Locate Located CoolDown Locate Located AwaitSuperiorDecision SuperiorDecided Closed"},
}
