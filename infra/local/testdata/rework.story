# Walk-through 4: the customer is not satisfied at the callback: rework across the Dragon Boat
# holiday, then satisfied.
begin 2026-06-12 18:05
submit customer {"channel":"app","text":"5月多收电费86.40元,要求退费","class":"02.04.02","customer":{"name":"陈某","accountNumber":"3400077709876","phone":"13900000004","confidential":true},"site":{"region":"demo","area":"urban"}}
status dispatched
clock contact running 06-13 18:05
clock return running 06-19 00:00
clock answer running 06-23 00:00
at 2026-06-13 09:30
do handler contact {"reached":true}
at 2026-06-16 10:00
do handler findings {"verified":"yes","responsibility":"utility-marketing","cause":"抄表差错"}
do handler remedy {"kind":"refund","amount":"86.40","currency":"CNY","reason":"抄表差错多收"}
at 2026-06-17 16:00
do supervisor:demo-county remedy-approval {"approved":true,"reason":"同意退费"}
do handler answer {"at":"2026-06-17T15:20:00+08:00","text":"退还86.40元","agreed":true,"compensation":{"amount":"86.40","currency":"CNY"}}
do supervisor review {"passed":true}
at 2026-06-18 10:15
do callback callback {"reached":true,"satisfied":false,"reason":"退费未到账"}
status dispatched
field round 1
clock rework running 06-25 00:00
clock callback met 06-19 00:00 06-18 10:15
at 2026-06-22 16:40
do handler remedy-paid {"voucher":"退费单86"}
field remedies.0.paidAt 2026-06-22T08:40:00Z
at 2026-06-22 17:00
do handler answer {"text":"退费已到账"}
do supervisor review {"passed":true}
at 2026-06-23 09:15
do callback callback {"reached":true,"satisfied":true}
status closed resolved
clock answer met 06-23 00:00 06-17 15:20
clock rework met 06-25 00:00 06-22 17:00
clock callback met 06-24 00:00 06-23 09:15
at 2026-07-30 00:00
counted answer.inTime 202606-000001
counted satisfied 202606-000001
counted satisfiedFirst
counted reworked 202606-000001
counted solvedFirst
counted repeats
told
  06-12 18:05 dispatched handler+L1
  06-16 10:00 dispatched L2
  06-17 09:00 warning answer 2wd before@09:00 handler+L1
  06-18 10:15 rework rework ordered handler+L1+L2
letters receipt remedy.approved answer rework remedy.paid answer closing.resolved
path Triage Dispatch AwaitHandling AwaitReview AwaitCallback Dispatch AwaitHandling AwaitReview AwaitCallback Closed
