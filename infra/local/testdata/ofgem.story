# Great Britain: eight weeks from a Saturday in January end on a Saturday. The
# supplier and the customer do not agree; after a round of rework the deadlock
# letter names the ombudsman.
policy ofgem
begin 2026-01-03 11:00
submit customer {"channel":"web","text":"I want to complain, you overcharged me and the bill is wrong","language":"en","class":"02.04.02","customer":{"phone":"+447700900001"},"site":{"region":"demo"}}
status dispatched
clock dispatch met 01-06 00:00 01-03 11:00
clock return running 01-06 00:00
clock legal running 03-01 00:00
at 2026-02-27 10:00
do handler answer {"text":"The reading was right"}
do supervisor review {"passed":true}
clock return missed 01-06 00:00 02-27 10:00
clock legal met 03-01 00:00 02-27 10:00
do callback callback {"reached":true,"satisfied":false,"reason":"the reading was not mine"}
clock rework running 03-05 00:00
at 2026-03-03 10:00
do handler answer {"text":"We have looked again and stand by it"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":false,"reason":"still not mine"}
do supervisor closure {"outcome":"dissatisfied","reason":"deadlock"}
status closed dissatisfied
told
  01-03 11:00 dispatched handler+L1
  02-02 09:00 warning legal 50% handler+L1
  02-16 09:00 warning legal 10wd before@09:00 handler+L1+L2
  02-26 09:00 warning legal 2wd before@09:00 L1+L2+L3
  02-27 10:00 rework rework ordered handler+L1+L2
  03-03 10:00 rework rework ordered handler+L1+L2+L3
letters receipt answer rework answer rework closing.dissatisfied
