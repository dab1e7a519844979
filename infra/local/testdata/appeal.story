# Walk-through 3: a meter said to run fast: the customer's own wiring leaks, and the unit appeals
# against being charged. The customer hears nothing of it.
begin 2026-06-01 08:50
submit agent {"channel":"hotline","text":"电表走得太快,要求验表退费","class":"02.05.01","customer":{"name":"张某","accountNumber":"3400055501234","phone":"13900000003"},"site":{"region":"demo","area":"urban"}}
clock contact running 06-02 08:50
clock return running 06-06 00:00
clock answer running 06-09 00:00
at 2026-06-01 10:30
do handler contact {"reached":true}
at 2026-06-03 15:00
do handler findings {"verified":"no","responsibility":"customer","cause":"产权分界点后漏电"}
at 2026-06-04 16:00
do handler answer {"at":"2026-06-04T15:00:00+08:00","text":"电表误差合格,可协助查漏"}
refuse 409 handler appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
do supervisor review {"passed":true}
at 2026-06-05 09:30
do callback callback {"reached":true,"satisfied":true}
status closed explained
field nextDueAt null
counted complaints 202606-000001
counted assessedCentral 202606-000001
counted assessedCompany
at 2026-06-08 14:00
refuse 422 handler appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"}]}
refuse 422 handler appeal {"type":"weather","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
refuse 403 agent appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
do handler appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
status closed explained
clock appeal running 06-12 00:00
field nextDueAt 2026-06-11T16:00:00Z
refuse 409 handler appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
refuse 403 supervisor:demo-station appeal-decision {"upheld":true,"reason":"属实"}
refuse 404 supervisor:demo-discipline appeal-decision {"upheld":true,"reason":"属实"}
refuse 403 handler appeal-decision {"upheld":true,"reason":"属实"}
refuse 422 supervisor:demo-province appeal-decision {"upheld":true,"reason":""}
at 2026-06-10 11:00
do supervisor:demo-province appeal-decision {"upheld":true,"reason":"验表合格,责任在用户侧"}
clock appeal met 06-12 00:00 06-10 11:00
clock answer met 06-09 00:00 06-04 15:00
field nextDueAt null
status closed explained
refuse 409 handler appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
counted complaints 202606-000001
counted appealsUpheld 202606-000001
counted assessedCentral
counted assessedCompany
at 2026-07-30 00:00
told
  06-01 08:50 dispatched handler+L1
  06-04 09:00 warning answer 2wd before@09:00 handler+L1
letters receipt answer closing.explained
progress
  已受理您反映的问题
  已派发至示范供电所处理
  工作人员已与您联系
  已答复处理意见
  答复已审核
  已电话回访
  已办结：已向您说明情况
path Triage Dispatch AwaitHandling AwaitReview AwaitCallback Closed
