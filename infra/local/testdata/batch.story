# Neighbours complain about one outage. The first is dispatched, the others
# follow it: nobody is told of them. One goes its own way, another is joined by
# hand. One answer closes those that follow, and tells each customer once.
begin 2026-03-10 09:00
submit customer {"channel":"web","text":"又停电了","class":"04.03.01","customer":{"accountNumber":"3400000000001","phone":"13900000001"},"site":{"region":"demo","transformerArea":"李村2号台区"}}
status dispatched
path Triage Dispatch AwaitHandling
at 2026-03-10 09:10
submit customer {"channel":"web","text":"我家停电没有通知","class":"03.01.01","customer":{"phone":"13900000002"},"site":{"region":"demo","transformerArea":"李村 2号台区"}}
status dispatched
field batch {"number":2,"of":"202603-000001"}
letters receipt
told
path Triage AwaitHandling
progress
  已受理您反映的问题
  与您所在区域的同一问题合并处理
do handler separation {"reason":"户内故障"}
status dispatched
told
  03-10 09:10 dispatched handler+L1
path Triage AwaitHandling Dispatch AwaitHandling
refuse 409 handler separation {"reason":"x"}
refuse 422 agent joining {"into":"202603-000009"}
refuse 422 agent joining {"into":"202602-000001"}
refuse 403 handler joining {"into":"202603-000001"}
do agent joining {"into":"202603-000001"}
field batch {"of":"202603-000001"}
at 2026-03-10 09:20
submit agent {"channel":"hotline","text":"停电两个小时了没人来","class":"03.03.01","customer":{"phone":"13900000003"},"site":{"region":"demo","transformerArea":"李村2号台区"}}
field batch {"number":3,"of":"202603-000001"}
# The second of these follows a case that is to follow the first.
submit agent {"channel":"hotline","text":"这条街都停电了","class":"04.03.01","customer":{"phone":"13900000004"},"site":{"region":"demo","address":"示范市建设路12号"}}
status dispatched
field batch null
refuse 422 agent joining {"into":"202603-000002"}
submit agent {"channel":"hotline","text":"又停电了","class":"04.03.01","customer":{"phone":"13900000005"},"site":{"region":"demo","address":"示范市建设路 30 号"}}
field batch {"number":2,"of":"202603-000004"}
on 202603-000004
do agent joining {"into":"202603-000001"}
field batch {"leads":true,"of":"202603-000001"}
on 202603-000001
field batch {"leads":true}
at 2026-03-10 11:00
do handler answer {"text":"10:40已恢复供电"}
do supervisor review {"passed":true}
status callback
letters receipt answer
on 202603-000002
status closed resolved
clock answer met 03-18 00:00 03-10 11:00
letters receipt batch.restored
on 202603-000005
status closed resolved
letters receipt batch.restored
do customer rating {"score":5}
do agent reopening {"reason":"还是没电"}
status dispatched
field batch {"apart":true}
