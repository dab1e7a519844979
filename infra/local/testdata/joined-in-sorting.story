# Somebody has still to judge a case when it turns out to be about what another tells
# of. It is joined to that, and its workflow goes on with it.
begin 2026-03-10 09:00
submit customer {"channel":"web","text":"又停电了","class":"04.03.01","customer":{"accountNumber":"3400000000001","phone":"13900000001"},"site":{"region":"demo"}}
status dispatched
submit customer {"channel":"web","text":"嗯","customer":{"phone":"13900000002"},"site":{"region":"demo"}}
status sorting
path Triage AwaitSorting
at 2026-03-10 09:10
do agent joining {"into":"202603-000001"}
status dispatched
path Triage AwaitSorting AwaitHandling
on 202603-000001
do handler answer {"text":"10:40已恢复供电"}
do supervisor review {"passed":true}
on 202603-000002
status closed resolved
path Triage AwaitSorting AwaitHandling Closed
