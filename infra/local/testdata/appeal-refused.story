# Walk-through 3, the other ways: an appeal that is refused leaves the order counted,
# as does one that is filed after its window, five working days from the closing.
begin 2026-06-01 08:50
submit agent {"channel":"hotline","text":"电表走得太快,要求验表退费","class":"02.05.01","customer":{"name":"张某","accountNumber":"3400055501234","phone":"13900000003"},"site":{"region":"demo","area":"urban"}}
submit agent {"channel":"hotline","text":"电表走得太快,要求验表退费","class":"02.05.01","customer":{"name":"孙某","accountNumber":"3400055501235","phone":"13900000008"},"site":{"region":"demo","area":"urban"}}
at 2026-06-01 10:30
do handler contact {"reached":true}
on 202606-000001
do handler contact {"reached":true}
at 2026-06-04 16:00
do handler findings {"verified":"no","responsibility":"customer","cause":"产权分界点后漏电"}
do handler answer {"at":"2026-06-04T15:00:00+08:00","text":"电表误差合格,可协助查漏"}
do supervisor review {"passed":true}
on 202606-000002
do handler findings {"verified":"yes","responsibility":"utility-marketing","cause":"电表超差"}
do handler answer {"at":"2026-06-04T15:00:00+08:00","text":"更换电表并退费"}
do supervisor review {"passed":true}
at 2026-06-05 09:30
do callback callback {"reached":true,"satisfied":true}
status closed resolved
on 202606-000001
do callback callback {"reached":true,"satisfied":true}
status closed explained
at 2026-06-08 14:00
do handler appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
at 2026-06-10 11:00
do supervisor:demo-province appeal-decision {"upheld":false,"reason":"依据不足"}
field appeals.0.decision 依据不足
on 202606-000002
at 2026-06-13 00:00:01
refuse 409 handler appeal {"type":"not-responsible","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
at 2026-06-15 09:00
refuse 409 handler appeal {"type":"not-responsible","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
at 2026-07-30 00:00
counted complaints 202606-000001 202606-000002
counted appeals 202606-000001
counted appealsUpheld
counted assessedCentral 202606-000001 202606-000002
counted assessedCompany 202606-000002
told
  06-01 08:50 dispatched handler+L1
  06-04 09:00 warning answer 2wd before@09:00 handler+L1
on 202606-000001
told
  06-01 08:50 dispatched handler+L1
  06-04 09:00 warning answer 2wd before@09:00 handler+L1
