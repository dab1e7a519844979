# A grave matter: the emergency plan opens by itself, goes through its eight steps
# and outlives the order. The city supervises it from its dispatch on; what the
# county's marketing department demands is said within that supervision.
begin 2026-03-10 09:00
submit agent {"channel":"hotline","text":"供电所工作人员打人,省电视台记者已经到场","class":"01.01.14","customer":{"name":"赵某","phone":"13900000005"},"site":{"region":"demo"}}
status dispatched
field grade major
field emergency.because grade major
field emergency.step emergency-action
flow emergency RUNNING Locate AwaitAction
refuse 409 supervisor emergency {"reason":"x"}
refuse 409 handler root-cause {"cause":"x"}
at 2026-03-10 09:10
do handler emergency-action {"action":"当事人停岗,负责人到场致歉"}
refuse 422 handler information-report {"course":"x"}
at 2026-03-10 09:25
do handler information-report {"course":"上门催费时争执","cause":"行为失当","scope":"一户","loss":"轻微擦伤","progress":"已致歉","consequences":"媒体报道"}
refuse 403 supervisor:demo-county group-order {"order":"x"}
do supervisor:demo-city group-order {"order":"成立调查组"}
do handler emergency-analysis {"nature":"服务行为","scope":"一户","consequences":"舆情","plan":"道歉、赔偿、通报"}
do handler emergency-handling {"result":"已赔偿并取得谅解"}
refuse 403 supervisor:demo-station emergency-supervision {"demand":"x"}
do supervisor:demo-county emergency-supervision {"demand":"每日报送进展"}
field supervision.level L3
field supervision.because grade
field supervision.demand 每日报送进展
clock supervision running 03-14 00:00
refuse 409 supervisor:demo-city supervision {"demand":"x"}
refuse 403 supervisor:demo-county supervision-release {}
do handler supervision-reply {"text":"已按日报送"}
do handler contact {"reached":true}
do handler answer {"text":"已处理并致歉"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
status closed resolved
field supervision.releasedAt 2026-03-10T01:25:00Z
field emergency.step root-cause
at 2026-03-12 09:00
do handler root-cause {"cause":"催费培训缺失"}
do handler prevention {"measures":"专项培训","planAmendment":"增加媒体应对章节"}
field emergency.endedAt 2026-03-12T01:00:00Z
told
  03-10 09:00 major L2+L3+L4
  03-10 09:00 dispatched handler+L1
  03-10 09:00 supervision handler+L1+L2
  03-10 09:25 major L3
  03-10 09:25 supervision supervision ordered handler+L1+L2
  03-10 09:25 supervision L2+L3
flow emergency SUCCEEDED Locate AwaitAction AwaitInformation AwaitGroupOrder AwaitAnalysis AwaitRemedy AwaitSupervision AwaitRootCause AwaitPrevention Closed
path Triage Dispatch AwaitHandling AwaitReview AwaitCallback Closed
