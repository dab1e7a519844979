# An unclear text goes to a person; the unit refuses it; it is classified
# again, reassigned, urged, and in the end withdrawn.
begin 2026-03-10 09:00
submit customer {"channel":"web","text":"还是上回说的那件事","customer":{"phone":"13900000009"}}
status sorting
refuse 404 handler acceptance {}
refuse 409 supervisor acceptance {}
refuse 403 callback classification {"class":"04.01.01","unit":"demo-station"}
refuse 422 supervisor classification {"class":"99.99.99","unit":"nowhere"}
at 2026-03-10 09:21
told
  03-10 09:15 warning dispatch 5m before centre
  03-10 09:20 breach dispatch breach centre
do agent classification {"class":"04.01.01","unit":"demo-station","reason":"电话核实"}
status dispatched
clock dispatch missed 03-10 09:20 03-10 09:21
do handler refusal {"reason":"不属我所辖区"}
status sorting
do supervisor classification {"unit":"demo-county"}
status dispatched
refuse 404 handler acceptance {}
do supervisor reassignment {"unit":"demo-station","reason":"县公司指定"}
do customer urges {"text":"请快一点"}
do customer supplements {"text":"晚上电压更低"}
do customer urges {}
do handler contact {"reached":true}
status handling
do customer withdrawal {"reason":"已解决"}
status closed withdrawn
refuse 409 customer urges {}
do customer rating {"score":4}
told
  03-10 09:15 warning dispatch 5m before centre
  03-10 09:20 breach dispatch breach centre
  03-10 09:21 dispatched handler+L1
  03-10 09:21 dispatched handler+L1
  03-10 09:21 reassigned L1+L2
  03-10 09:21 dispatched handler+L1
  03-10 09:21 urge handler+L1
  03-10 09:21 urge handler+L1+L2
path Triage AwaitSorting Escalate AwaitSorting Dispatch AwaitHandling AwaitSorting Dispatch AwaitHandling Dispatch AwaitHandling Closed
