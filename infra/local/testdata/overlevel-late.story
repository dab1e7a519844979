# The group sends back what was submitted, and the superior body is answered after
# its limit: warned of, told, and met late. Until it agrees the order stays open; what
# the customer has said at the callback counts then.
begin 2026-03-18 10:20
submit agent {"channel":"superior","text":"晚上电压低,空调启动不了","class":"04.01.01","source":{"body":"市政府","overLevel":true},"customer":{"name":"李某","accountNumber":"3400098765432","phone":"13900000002"},"site":{"region":"demo","area":"rural"}}
status dispatched
field grade important
field overLevel.by 202603-000001
clock superior running 04-02 00:00
do supervisor:demo-city group-order {"order":"县公司牵头"}
do handler contact {"reached":true}
do handler:demo-county plan-start {"plan":"启动低电压专项预案"}
at 2026-03-20 10:00
do handler answer {"text":"已调档"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
status callback
clock callback met 03-24 00:00 03-20 10:00
do handler:demo-county submission {"result":"x","opinion":"x"}
refuse 403 supervisor:demo-county group-decision {"approved":true}
do supervisor:demo-city group-decision {"approved":false,"reason":"原因未查清"}
field overLevel.round 1
field overLevel.step submission
at 2026-04-03 09:00
do handler:demo-county submission {"result":"新增布点","opinion":"同意"}
do supervisor:demo-city group-decision {"approved":true}
do supervisor:demo-city superior-report {}
do supervisor:demo-city superior-decision {"agreed":true}
clock superior missed 04-02 00:00 04-03 09:00
status closed resolved
told
  03-18 10:20 major superior reported L3
  03-18 10:20 dispatched handler+L1
  03-18 10:20 supervision handler+L1+L2
  03-20 10:00 rework superior returned 13 L1+L2+L3
  03-30 09:00 warning superior 2wd before@09:00 L3
  04-02 00:00 breach superior breach L3+L4
  04-03 09:00 escalation superior repeat 1 L3+L4
flow overlevel SUCCEEDED Locate AwaitGroupOrder AwaitPlan AwaitInvestigation AwaitGroupDecision AwaitInvestigation AwaitGroupDecision AwaitSuperiorReport AwaitSuperiorDecision Closed
progress
  已受理您反映的问题
  您向上级反映的情况已报公司专门处理
  已派发至示范供电所处理
  工作人员已与您联系
  已答复处理意见
  答复已审核
  已电话回访
  已办结：已解决
