# The customer asks for a later date. The answer stands still meanwhile, the
# limit of the law does not; nothing is told while it stands, and every new
# date is told to the customer.
begin 2026-09-30 16:20
submit agent {"channel":"hotline","text":"我们村这两个月已经停了四次电,每次都没通知,要求解决","class":"04.03.01","customer":{"name":"王某","phone":"13900000001"},"site":{"region":"demo","area":"rural"}}
at 2026-10-01 10:05
do handler contact {"reached":true}
refuse 422 handler suspension {"kind":"agreed"}
refuse 422 handler suspension {"kind":"agreed","reason":"客户要求","until":"2026-10-01T10:00:00+08:00"}
refuse 422 handler suspension {"kind":"agreed","reason":"客户要求","until":"2026-12-01T10:00:00+08:00"}
refuse 403 callback suspension {"kind":"agreed","reason":"客户要求"}
at 2026-10-09 10:00
do handler suspension {"kind":"agreed","reason":"客户要求10月12日后处理","until":"2026-10-20T09:00:00+08:00"}
clock answer paused 10-27 00:00
clock return paused 10-24 00:00
clock legal running 10-21 00:00
clock contact met 10-01 16:20 10-01 10:05
at 2026-10-12 11:00
do handler resumption {}
clock answer running 10-17 00:00
letters receipt promise promise
do handler resumption {}
at 2026-10-16 15:00
do handler answer {"text":"已整改"}
clock answer met 10-17 00:00 10-16 15:00
clock return missed 10-16 00:00 10-16 15:00
told
  09-30 16:20 dispatched handler+L1
  10-14 09:00 warning answer 2wd before@09:00 handler+L1
  10-16 09:00 warning answer 0wd before@09:00 handler+L1+L2
  10-16 09:00 warning legal 2wd before@09:00 L2+L3
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
status closed resolved
progress
  已受理您反映的问题
  已派发至示范供电所处理
  工作人员已与您联系
  处理暂停计时，原因：客户同意延期
  “答复您”的承诺时间调整为10月26日24:00
  已恢复处理
  “答复您”的承诺时间调整为10月16日24:00
  已答复处理意见
  答复已审核
  已电话回访
  已办结：已解决
