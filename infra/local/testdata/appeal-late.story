# Nobody decides about an appeal in time: the case is closed, and yet its clock
# warns and is missed. Refused, the unit appeals once more, and then no more.
begin 2026-06-01 08:50
submit agent {"channel":"hotline","text":"电表走得太快,要求验表退费","class":"02.05.01","customer":{"accountNumber":"3400055501234","phone":"13900000003"},"site":{"region":"demo","area":"urban"}}
do handler answer {"text":"电表误差合格"}
do supervisor review {"passed":true}
at 2026-06-01 16:00
do callback callback {"reached":true,"satisfied":true}
at 2026-06-08 14:00
do handler appeal {"type":"not-responsible","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
at 2026-06-12 08:00
clock appeal missed 06-12 00:00
at 2026-06-12 10:00
do supervisor:national-centre appeal-decision {"upheld":false,"reason":"依据不足"}
clock appeal missed 06-12 00:00 06-12 10:00
at 2026-06-18 10:00
do supervisor:demo-county appeal {"type":"malicious","reason":"多次无理诉求","basis":"通话录音","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
refuse 403 supervisor:demo-county appeal-decision {"upheld":true,"reason":"属实"}
clock appeal running 06-25 00:00
do supervisor appeal-decision {"upheld":false,"reason":"维持"}
refuse 409 handler appeal {"type":"not-true","reason":"不予考核","basis":"验表证书","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
at 2026-06-19 10:00
told
  06-01 08:50 dispatched handler+L1
  06-11 09:00 warning appeal 0wd before@09:00 L4
  06-12 00:00 breach appeal breach L4
letters receipt answer closing.resolved
# Reopened while an appeal waits, the case goes on and the appeal is void.
submit agent {"channel":"hotline","text":"又停电了","class":"04.03.01","customer":{"accountNumber":"3400055501235","phone":"13900000004"},"site":{"region":"demo"}}
do handler answer {"text":"已恢复"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
do handler appeal {"type":"force-majeure","reason":"雷击","basis":"气象证明","signatures":[{"level":"L1","by":"供电所"},{"level":"L2","by":"区县公司"},{"level":"L3","by":"市公司"}]}
do supervisor reopening {"reason":"又停电"}
status dispatched
clock appeal cancelled 06-25 00:00 06-19 10:00
