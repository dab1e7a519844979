# Walk-through 4, nobody reached: the third try closes the order, which is then
# neither satisfied nor dissatisfied.
begin 2026-06-12 18:05
submit customer {"channel":"app","text":"5月多收电费86.40元,要求退费","class":"02.04.02","customer":{"name":"陈某","accountNumber":"3400077709876","phone":"13900000004","confidential":true},"site":{"region":"demo","area":"urban"}}
at 2026-06-13 09:30
do handler contact {"reached":true}
at 2026-06-16 10:00
do handler findings {"verified":"yes","responsibility":"utility-marketing","cause":"抄表差错"}
at 2026-06-17 16:00
do handler answer {"at":"2026-06-17T15:20:00+08:00","text":"退还86.40元","agreed":true,"compensation":{"amount":"86.40","currency":"CNY"}}
do supervisor review {"passed":true}
at 2026-06-17 17:00
do callback callback {"reached":false}
at 2026-06-18 09:00
do callback callback {"reached":false}
status callback
refuse 422 callback callback {"reached":false,"satisfied":true}
at 2026-06-18 15:00
do callback callback {"reached":false}
status closed unreached
clock callback met 06-19 00:00 06-18 15:00
refuse 409 callback callback {"reached":true,"satisfied":true}
at 2026-07-30 00:00
counted closed.unreached 202606-000001
counted callbackRequired 202606-000001
counted calledBack 202606-000001
counted reached
counted satisfied
counted dissatisfied
told
  06-12 18:05 dispatched handler+L1
  06-17 09:00 warning answer 2wd before@09:00 handler+L1
letters receipt answer closing.unreached
