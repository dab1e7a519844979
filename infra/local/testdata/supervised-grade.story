# A matter of grade major is supervised from its dispatch on, and told once; the
# supervision lasts until the case is closed.
begin 2026-06-01 09:00
submit agent {"channel":"hotline","text":"晚上电压低","class":"04.01.01","customer":{"name":"李某","phone":"13900000004"},"site":{"region":"nowhere"}}
status sorting
do supervisor classification {"kind":"complaint","class":"04.01.01","grade":"major","unit":"demo-station"}
status dispatched
field supervision.because grade
field supervision.level L3
do handler contact {"reached":true}
do handler answer {"text":"已处理"}
do supervisor review {"passed":true}
field supervision.releasedAt null
do callback callback {"reached":true,"satisfied":true}
field supervision.releasedAt 2026-06-01T01:00:00Z
told
  06-01 09:00 dispatched handler+L1
  06-01 09:00 supervision handler+L1+L2
letters receipt answer closing.resolved
