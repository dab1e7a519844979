# Walk-through 4, dissatisfied without a reason that stands after a documented
# explanation: the city may close the order, which still counts as dissatisfied.
begin 2026-06-12 18:05
submit customer {"channel":"app","text":"5月多收电费86.40元,要求退费","class":"02.04.02","customer":{"name":"陈某","accountNumber":"3400077709876","phone":"13900000004","confidential":true},"site":{"region":"demo","area":"urban"}}
at 2026-06-13 09:30
do handler contact {"reached":true}
at 2026-06-16 10:00
do handler findings {"verified":"yes","responsibility":"utility-marketing","cause":"抄表差错"}
at 2026-06-17 16:00
do handler answer {"at":"2026-06-17T15:20:00+08:00","text":"退还86.40元","agreed":true,"compensation":{"amount":"86.40","currency":"CNY"}}
do supervisor review {"passed":true}
refuse 409 supervisor:demo-city closure {"outcome":"dissatisfied","reason":"诉求无依据"}
at 2026-06-18 10:15
do callback callback {"reached":true,"satisfied":false,"reason":"退费未到账"}
at 2026-06-22 17:00
do handler answer {"text":"退费已到账，计费依据已书面说明"}
do supervisor review {"passed":true}
at 2026-06-23 09:15
do callback callback {"reached":true,"satisfied":false,"reason":"要求另行赔偿"}
status dispatched
field round 2
clock rework running 06-27 00:00
at 2026-06-23 15:00
refuse 403 supervisor:demo-station closure {"outcome":"dissatisfied","reason":"诉求无依据，已书面说明"}
refuse 403 supervisor:demo-county closure {"outcome":"dissatisfied","reason":"诉求无依据，已书面说明"}
refuse 422 supervisor:demo-city closure {"outcome":"dissatisfied","reason":""}
do supervisor:demo-city closure {"outcome":"dissatisfied","reason":"诉求无依据，已书面说明"}
status closed dissatisfied
field reason 诉求无依据，已书面说明
clock rework cancelled 06-27 00:00 06-23 15:00
at 2026-07-30 00:00
counted closed.dissatisfied 202606-000001
counted dissatisfied 202606-000001
counted satisfied
counted solvedFirst
told
  06-12 18:05 dispatched handler+L1
  06-17 09:00 warning answer 2wd before@09:00 handler+L1
  06-18 10:15 rework rework ordered handler+L1+L2
  06-23 09:15 rework rework ordered handler+L1+L2+L3
letters receipt answer rework answer rework closing.dissatisfied
