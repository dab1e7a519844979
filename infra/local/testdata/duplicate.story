# The same account with the same matter: the second complaint is closed as a
# duplicate, urges the first, and may be contested.
begin 2026-03-10 09:00
submit customer {"channel":"web","text":"这个月停了四次电","class":"04.03.01","customer":{"accountNumber":"3400000000001","phone":"13900000009"},"site":{"region":"demo"}}
status dispatched
at 2026-03-10 10:00
submit customer {"channel":"web","text":"又停电了","class":"04.03.01","customer":{"accountNumber":"3400 0000 00001","phone":"13900000009"},"site":{"region":"demo"}}
status closed duplicate
field linkedTo 202603-000001
letters duplicate
path Triage Closed
do supervisor reopening {"reason":"客户说明不是同一事项"}
status sorting
do agent classification {"class":"04.03.01","unit":"demo-station"}
status dispatched
path Triage Closed Triage AwaitSorting Dispatch AwaitHandling
