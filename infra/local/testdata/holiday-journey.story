# Walk-through 1: received before the National Day holiday: hours run on through it, working
# days do not, and the adjusted Saturday counts.
begin 2026-09-30 16:20
submit agent {"channel":"hotline","text":"我们村这两个月已经停了四次电,每次都没通知,要求解决","demand":"查明原因并整改","class":"04.03.01","customer":{"name":"王某","accountNumber":"3400012345678","phone":"13900000001","kind":"residential"},"site":{"region":"demo","area":"rural","transformerArea":"李村2号台区"},"confirmed":"spoken"}
field matter.confirmed spoken
status dispatched
clock dispatch met 09-30 16:40 09-30 16:20
clock contact running 10-01 16:20
clock return running 10-13 00:00
clock answer running 10-14 00:00
clock legal running 10-21 00:00
at 2026-09-30 16:52
do handler acceptance {"handler":"李师傅"}
at 2026-10-01 10:05
do handler contact {"reached":true,"summary":"已致歉并了解情况"}
at 2026-10-10 09:00
told
  09-30 16:20 dispatched handler+L1
  10-10 09:00 warning answer 2wd before@09:00 handler+L1
at 2026-10-12 11:00
do handler findings {"verified":"yes","responsibility":"utility-operation","cause":"线路老化","facts":"两个月内停电4次"}
at 2026-10-12 15:00
do handler answer {"at":"2026-10-12T11:00:00+08:00","text":"已安排线路改造","agreed":true,"remedy":"更换老化导线"}
do handler written-reply {"at":"2026-10-12T11:00:00+08:00","number":"示范供2026-21"}
do supervisor review {"passed":true}
clock callback running 10-14 00:00
at 2026-10-13 09:40
do callback callback {"reached":true,"satisfied":true,"answers":{"attitude":"好","satisfied":"是"}}
status closed resolved
at 2026-11-30 00:00
clock contact met 10-01 16:20 10-01 10:05
clock return met 10-13 00:00 10-12 15:00
clock answer met 10-14 00:00 10-12 11:00
clock callback met 10-14 00:00 10-13 09:40
told
  09-30 16:20 dispatched handler+L1
  10-10 09:00 warning answer 2wd before@09:00 handler+L1
counted received 202609-000001
counted verified 202609-000001
counted responsible 202609-000001
counted assessedCentral 202609-000001
counted assessedCompany 202609-000001
counted breachedOrders
letters receipt answer closing.resolved
path Triage Dispatch AwaitHandling AwaitReview AwaitCallback Closed
