# Walk-through 2: an over-level complaint about a matter that nobody has settled.
# The second complaint is linked to the open first one and not dispatched; the
# superior body disagrees once. Nobody contacts or answers in time.
begin 2026-03-10 09:00
submit agent {"channel":"counter","text":"半年来晚上电压只有一百七八,空调启动不了","demand":"解决低电压","class":"04.01.01","customer":{"name":"李某","accountNumber":"3400098765432"},"site":{"region":"demo","area":"rural"}}
clock contact running 03-11 09:00
clock return running 03-17 00:00
clock answer running 03-18 00:00
clock legal running 03-25 00:00
at 2026-03-11 14:30
do handler contact {"reached":true}
at 2026-03-18 10:20
submit agent {"channel":"superior","text":"供电所不管,要找媒体","class":"04.01.01","source":{"body":"省公司(客户拨打12398)","overLevel":true,"reason":"供电所一周未解决"},"customer":{"name":"李某","accountNumber":"3400098765432"},"site":{"region":"demo","area":"rural"}}
status closed duplicate
field linkedTo 202603-000001
field overLevel null
path Triage Closed
on 202603-000001
status handling
field grade important
field overLevel.by 202603-000002
field overLevel.body 省公司(客户拨打12398)
field overLevel.reason 供电所一周未解决
field overLevel.step group-order
field informationDraft.scope 示范供电区
clock superior running 04-02 00:00
flow overlevel RUNNING Locate AwaitGroupOrder
refuse 409 supervisor:demo-city group-decision {"approved":true}
refuse 403 supervisor:demo-station group-order {"order":"自查"}
refuse 403 supervisor:demo-county group-order {"order":"自查"}
refuse 403 handler group-order {"order":"自查"}
refuse 422 supervisor:demo-city group-order {"order":" "}
at 2026-03-18 11:30
do supervisor:demo-city group-order {"order":"县公司营销部牵头调查,供电所配合"}
do handler:demo-county plan-start {"plan":"启动低电压专项预案"}
at 2026-03-18 13:00
refuse 422 handler:demo-county information-report {"course":"半年低电压","cause":"线径小","scope":"一户","loss":"无","progress":"调查中"}
do handler:demo-county information-report {"course":"半年低电压","cause":"线径小","scope":"一户","loss":"无","progress":"调查中","consequences":"可能引发媒体关注"}
field informationReport.unit demo-county
field informationDraft null
at 2026-03-19 10:00
do handler findings {"verified":"yes","responsibility":"utility-operation","cause":"线径过小","causeClass":"network"}
do handler assistance {"text":"提供夜间电压测量记录"}
at 2026-03-20 17:00
do handler:demo-county submission {"result":"配变已调档","opinion":"继续观察"}
at 2026-03-20 18:30
do supervisor:demo-city group-decision {"approved":true}
at 2026-03-23 09:00
do supervisor:demo-city superior-report {"text":"已书面报省公司"}
at 2026-03-23 16:00
refuse 422 supervisor:demo-city superior-decision {"agreed":false}
do supervisor:demo-city superior-decision {"agreed":false,"reason":"没有增容方案"}
field overLevel.round 2
field overLevel.step submission
refuse 409 supervisor closure {"outcome":"referred","reason":"x"}
at 2026-03-25 15:00
do handler:demo-county submission {"result":"新增变压器布点","opinion":"7日内提供临时容量"}
at 2026-03-25 17:00
do supervisor:demo-city group-decision {"approved":true}
do supervisor:demo-city superior-report {}
at 2026-03-26 09:30
do supervisor:demo-city superior-decision {"agreed":true}
do handler answer {"text":"新增变压器布点,7日内提供临时容量"}
do handler written-reply {"number":"示范供2026-7"}
at 2026-03-26 11:00
do supervisor review {"passed":true}
field supervision.releasedAt 2026-03-26T03:00:00Z
at 2026-03-27 10:00
do callback callback {"reached":true,"satisfied":true}
status closed resolved
clock contact missed 03-11 09:00 03-11 14:30
clock return missed 03-17 00:00 03-26 09:30
clock answer missed 03-18 00:00 03-26 09:30
clock legal missed 03-25 00:00 03-26 09:30
clock callback met 03-28 00:00 03-27 10:00
clock superior met 04-02 00:00 03-26 09:30
field overLevel.agreed true
at 2026-05-10 09:00
counted received 202603-000001
counted duplicates 202603-000002
counted verified 202603-000001
counted responsible 202603-000001
counted assessedCentral 202603-000001
counted assessedCompany 202603-000001
counted answer.late 202603-000001
counted superior.late
told
  03-10 09:00 dispatched handler+L1
  03-11 05:00 warning contact 4h before handler+L1
  03-11 09:00 breach contact breach L2+L3
  03-13 09:00 warning answer 2wd before@09:00 handler+L1
  03-17 09:00 warning answer 0wd before@09:00 handler+L1+L2
  03-18 00:00 breach answer breach L2+L3
  03-18 10:20 urge handler+L1
  03-18 10:20 major superior reported L3
  03-19 09:00 escalation answer repeat 1 L1+L2+L3+L4
  03-20 09:00 warning legal 2wd before@09:00 L2+L3
  03-20 09:00 escalation answer repeat 2 L1+L2+L3+L4
  03-23 09:00 escalation answer repeat 3 L1+L2+L3+L4
  03-23 16:00 rework superior round 2 L1+L2+L3
  03-24 09:00 escalation answer repeat 4 L1+L2+L3+L4
  03-25 00:00 breach legal breach L3+L4
  03-25 09:00 escalation answer repeat 5 L1+L2+L3+L4
  03-26 09:00 escalation answer repeat 6 L1+L2+L3+L4
flow overlevel SUCCEEDED Locate AwaitGroupOrder AwaitPlan AwaitInvestigation AwaitGroupDecision AwaitSuperiorReport AwaitSuperiorDecision AwaitInvestigation AwaitGroupDecision AwaitSuperiorReport AwaitSuperiorDecision Closed
path Triage Dispatch AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling AwaitReview AwaitCallback Closed
