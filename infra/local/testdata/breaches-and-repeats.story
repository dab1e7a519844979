# Nobody contacts or answers in time: breaches, supervision, and a reminder on
# each working day until the answer.
begin 2026-03-10 09:00
submit agent {"channel":"counter","text":"半年来晚上电压只有一百七八,空调启动不了","demand":"解决低电压","class":"04.01.01","customer":{"name":"李某","accountNumber":"3400098765432"},"site":{"region":"demo","area":"rural"}}
clock contact running 03-11 09:00
clock return running 03-17 00:00
clock answer running 03-18 00:00
clock legal running 03-25 00:00
at 2026-03-11 14:30
told
  03-10 09:00 dispatched handler+L1
  03-11 05:00 warning contact 4h before handler+L1
  03-11 09:00 breach contact breach L2+L3
do handler contact {"reached":true}
at 2026-03-18 00:00
clock answer running 03-18 00:00
at 2026-03-18 00:01
clock answer missed 03-18 00:00
field supervision.level L3
field supervision.openedAt 2026-03-17T16:00:00Z
at 2026-03-26 09:00
told
  03-10 09:00 dispatched handler+L1
  03-11 05:00 warning contact 4h before handler+L1
  03-11 09:00 breach contact breach L2+L3
  03-13 09:00 warning answer 2wd before@09:00 handler+L1
  03-17 09:00 warning answer 0wd before@09:00 handler+L1+L2
  03-18 00:00 breach answer breach L2+L3
  03-19 09:00 escalation answer repeat 1 L1+L2+L3+L4
  03-20 09:00 warning legal 2wd before@09:00 L2+L3
  03-20 09:00 escalation answer repeat 2 L1+L2+L3+L4
  03-23 09:00 escalation answer repeat 3 L1+L2+L3+L4
  03-24 09:00 escalation answer repeat 4 L1+L2+L3+L4
  03-25 00:00 breach legal breach L3+L4
  03-25 09:00 escalation answer repeat 5 L1+L2+L3+L4
  03-26 09:00 escalation answer repeat 6 L1+L2+L3+L4
at 2026-03-26 09:30
do handler answer {"text":"新增变压器布点,7日内提供临时容量"}
at 2026-03-26 11:00
do supervisor review {"passed":true}
at 2026-03-27 10:00
do callback callback {"reached":true,"satisfied":true}
status closed resolved
clock contact missed 03-11 09:00 03-11 14:30
clock return missed 03-17 00:00 03-26 09:30
clock answer missed 03-18 00:00 03-26 09:30
clock legal missed 03-25 00:00 03-26 09:30
clock callback met 03-28 00:00 03-27 10:00
path Triage Dispatch AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling Escalate AwaitHandling AwaitReview AwaitCallback Closed
