# The customer goes to the regulator about a closed case: the unit states the facts,
# the centre sends them back once, the regulator finds. The case stays closed.
begin 2026-06-01 09:00
submit agent {"channel":"hotline","text":"晚上电压低","class":"04.01.01","customer":{"name":"李某","phone":"13900000004"},"site":{"region":"demo","area":"rural"}}
do handler contact {"reached":true}
do handler answer {"text":"已调档"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
status closed resolved
field nextDueAt null
at 2026-06-02 10:00
refuse 403 handler regulator-appeal {"body":"12398","reference":"N-7","facts":"仍然电压低"}
refuse 422 agent regulator-appeal {"body":"12398","reference":"","facts":"仍然电压低"}
refuse 422 agent regulator-appeal {"body":"12398","reference":"N-7","facts":"仍然电压低","answerBy":"2026-06-01T00:00:00+08:00"}
do agent regulator-appeal {"body":"12398","reference":"N-7","facts":"仍然电压低","answerBy":"2026-06-05T18:00:00+08:00"}
status closed resolved
clock regulator running 06-05 18:00
field nextDueAt 2026-06-05T10:00:00Z
refuse 409 agent regulator-appeal {"body":"12398","reference":"N-8","facts":"再次"}
refuse 409 supervisor regulator-review {"passed":true}
do handler regulator-answer {"text":"已调档"}
refuse 409 handler regulator-answer {"text":"补充"}
refuse 403 supervisor:demo-station regulator-review {"passed":true}
refuse 422 supervisor:national-centre regulator-review {"passed":false}
do supervisor:national-centre regulator-review {"passed":false,"reason":"缺少测试数据"}
at 2026-06-08 10:00
do handler regulator-answer {"text":"附测试数据"}
do supervisor:national-centre regulator-review {"passed":true}
clock regulator missed 06-05 18:00 06-08 10:00
field nextDueAt null
at 2026-06-10 10:00
refuse 403 supervisor:demo-station regulator-finding {"fault":"no","finding":"自行登记"}
refuse 422 agent regulator-finding {"fault":"maybe","finding":"不明"}
do agent regulator-finding {"fault":"partly","finding":"整改不彻底"}
refuse 409 agent regulator-finding {"fault":"no","finding":"再次"}
status closed resolved
at 2026-07-10 09:00
told
  06-01 09:00 dispatched handler+L1
  06-02 10:00 dispatched regulator ordered handler+L1
  06-02 10:00 rework regulator returned 1 handler+L1+L2
  06-03 09:00 warning regulator 2wd before@09:00 handler+L1+L2
  06-05 09:00 warning regulator 0wd before@09:00 L2+L3
  06-05 18:00 breach regulator breach L3+L4
  06-08 09:00 escalation regulator repeat 1 L2+L3+L4
letters receipt answer closing.resolved
progress
  已受理您反映的问题
  已派发至示范供电所处理
  工作人员已与您联系
  已答复处理意见
  答复已审核
  已电话回访
  已办结：已解决
  已收到您通过监管机构提出的申诉
  已答复监管机构
path Triage Dispatch AwaitHandling AwaitReview AwaitCallback Closed
