# The customer's side of a billing complaint taken down at the counter: who received it,
# what is promised and when that changes, an offer that the customer replies to, and in
# the end the usage that the answer rests on.
begin 2026-06-01 09:00
submit agent {"channel":"counter","text":"上月电费突然翻倍","class":"02.03.01","receiver":"6012","confirmed":"signed","customer":{"name":"李某","phone":"13900000004"},"site":{"region":"demo"}}
field matter.confirmed signed
public receiver 6012
public unit 示范供电所
do handler contact {"reached":true}
at 2026-06-05 10:00
refuse 422 handler delay {"until":"2026-06-07T18:00:00+08:00","reason":"x"}
refuse 403 agent delay {"until":"2026-06-11T18:00:00+08:00","reason":"x"}
do handler delay {"until":"2026-06-11T18:00:00+08:00","reason":"电能表需送检。"}
letter 【国家电网】很抱歉，您反映的问题（编号202606-000001）将无法按承诺在6月8日24:00前完成“答复您”，预计6月11日18:00前完成，原因：电能表需送检。敬请谅解。
public promises.1.dueAt 2026-06-08T16:00:00Z
public promises.1.expectedAt 2026-06-11T10:00:00Z
refuse 409 customer offer-reply {"accepted":true}
do handler offer {"text":"6月12日上门更换电能表。","later":"2026-06-12T18:00:00+08:00"}
refuse 422 customer offer-reply {"accepted":true,"counter":"x"}
do customer offer-reply {"accepted":true}
letter 【国家电网】您反映的问题（编号202606-000001）答复时间调整为6月16日24:00前，原因：客户同意延期。给您带来不便，敬请谅解。
public promises.1.dueAt 2026-06-16T16:00:00Z
public promises.1.expectedAt null
public offer.accepted true
refuse 409 customer offer-reply {"accepted":true}
at 2026-06-12 19:00
refuse 422 handler answer {"text":"x","usage":[{"month":"8月","kWh":"1"}]}
do handler answer {"text":"已换表，多计电量退费","usage":[{"month":"2026-04","kWh":"180.5"},{"month":"2026-05","kWh":"371"}]}
public answer null
do supervisor review {"passed":true}
public answer.usage.1.kWh 371
do callback callback {"reached":true,"satisfied":true}
do customer rating {"score":5}
told
  06-01 09:00 dispatched handler+L1
  06-04 09:00 warning answer 2wd before@09:00 handler+L1
  06-05 10:00 dispatched handler+L1
  06-11 09:00 warning legal 2wd before@09:00 L2+L3
letters receipt promise.late offer.later promise answer closing.resolved
progress
  已受理您反映的问题
  已派发至示范供电所处理
  工作人员已与您联系
  将晚于承诺时间，已向您说明原因和预计时间
  已向您提出处理方案
  已记录您对处理方案的意见
  “答复您”的承诺时间调整为6月16日24:00
  已恢复处理
  已答复处理意见
  答复已审核
  已电话回访
  已办结：已解决
  已收到您的评价
