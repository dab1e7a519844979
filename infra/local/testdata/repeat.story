# A matter comes again after its closing: the first handling is to be reviewed.
# The third time the leaders hear of it and the province supervises; three of a
# class at one place are a hot spot.
begin 2026-03-10 09:00
submit customer {"channel":"web","text":"晚上电压低","class":"04.01.01","customer":{"accountNumber":"3400000000001","phone":"13900000001"},"site":{"region":"demo","transformerArea":"李村2号台区"}}
do handler answer {"text":"已调档"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
refuse 409 supervisor repeat-review {"finding":"x"}
at 2026-03-20 09:00
submit customer {"channel":"web","text":"电压还是低","class":"04.01.01","customer":{"accountNumber":"3400000000001","phone":"13900000001"},"site":{"region":"demo","transformerArea":"李村2号台区"}}
field repeat {"count":2,"of":"202603-000001"}
told
  03-20 09:00 repeat L2
  03-20 09:00 dispatched handler+L1
on 202603-000001
field reviewDue true
refuse 403 handler repeat-review {"finding":"x"}
do supervisor repeat-review {"finding":"首次只调档，未增容"}
field reviewDue null
on 202603-000002
do handler answer {"text":"已列入改造"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
at 2026-04-08 09:00
submit customer {"channel":"web","text":"电压还是低","class":"04.01.01","customer":{"accountNumber":"3400000000001","phone":"13900000001"},"site":{"region":"demo","transformerArea":"李村2号台区"}}
field repeat {"count":3,"of":"202603-000001"}
field hotspot 3
field supervision.level L4
field supervision.because repeat
told
  04-08 09:00 repeat L2+L3+L4
  04-08 09:00 hotspot L2+L3
  04-08 09:00 dispatched handler+L1
