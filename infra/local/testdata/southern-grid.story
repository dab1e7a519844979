# Southern Grid: a suggestion that speaks of frequent outages counts as a
# complaint. Its region is unknown, so the centre must inform the unit the same
# day, and is warned until midnight. The unit's opinion counts from then on.
policy southern-grid
begin 2026-06-01 16:20
submit customer {"channel":"web","text":"建议你们检查线路，这个月停电五次了，已经反映过多次","customer":{"phone":"13900000005"},"site":{"region":"elsewhere"}}
status sorting
field kind complaint
field class 04.03.01
clock dispatch running 06-02 00:00
clock answer running 06-09 00:00
at 2026-06-02 09:10
clock dispatch missed 06-02 00:00
do agent classification {"region":"demo"}
status dispatched
clock dispatch missed 06-02 00:00 06-02 09:10
clock return running 06-10 00:00
at 2026-06-09 08:00
do handler answer {"text":"已更换线路"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
status closed resolved
clock return met 06-10 00:00 06-09 08:00
clock answer missed 06-09 00:00 06-09 08:00
told
  06-01 16:20 major L2
  06-01 20:00 warning dispatch 4h before centre
  06-01 23:00 warning dispatch 1h before centre
  06-01 23:55 warning dispatch 5m before centre
  06-02 00:00 breach dispatch breach centre
  06-02 09:10 dispatched handler+L1
  06-04 09:00 warning answer 2wd before@09:00 handler+L1
  06-08 09:00 warning answer 0wd before@09:00 handler+L1+L2
  06-09 00:00 breach answer breach L2+L3
letters receipt answer closing.resolved
