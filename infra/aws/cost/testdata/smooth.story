# A complaint by the web that is answered and closed before any warning.
begin 2026-11-02 09:10
submit {"channel":"web","text":"我们村这两个月已经停了四次电,每次都没通知,要求解决","demand":"查明原因并整改","class":"04.03.01","customer":{"name":"王某","accountNumber":"3400012345678","phone":"13900000001","kind":"residential"},"site":{"region":"demo","area":"rural","address":"李村2组15号","transformerArea":"李村2号台区"}}
status dispatched
at 2026-11-02 09:30
get handler /v1/cases?status=dispatched
get handler /v1/cases/{reference}
do handler acceptance {"handler":"李师傅"}
at 2026-11-02 10:40
do handler contact {"reached":true,"summary":"已致歉并了解情况,约定周三前答复"}
at 2026-11-03 09:00
get customer /v1/complaints/{reference}
at 2026-11-03 15:00
do handler findings {"verified":"yes","responsibility":"utility-operation","cause":"线路老化","facts":"两个月内停电4次,均为10千伏李村线故障跳闸"}
at 2026-11-03 15:30
do handler answer {"text":"已安排线路改造,更换老化导线1.2公里,本周内完成","agreed":true,"remedy":"更换老化导线"}
at 2026-11-03 16:00
get supervisor /v1/cases?status=answered
get supervisor /v1/cases/{reference}
do supervisor review {"passed":true}
at 2026-11-04 10:00
get callback /v1/callbacks
do callback callback {"reached":true,"satisfied":true,"answers":{"attitude":"好","satisfied":"是"}}
status closed resolved
get customer /v1/complaints/{reference}
told dispatched 1
told warning 0
at 2026-11-18 12:00
