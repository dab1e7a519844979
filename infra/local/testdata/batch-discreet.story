# The answer to the first of neighbours who complain goes to the others too. It must not
# tell them who she is; while she wants to stay unknown, they get words of their own.
begin 2026-03-10 09:00
submit customer {"channel":"web","text":"又停电了","class":"04.03.01","customer":{"name":"钱七","phone":"１３９0000 0001"},"site":{"region":"demo","transformerArea":"李村2号台区"}}
at 2026-03-10 09:10
submit customer {"channel":"web","text":"我家停电没有通知","class":"03.01.01","customer":{"name":"孙八","phone":"13900000002"},"site":{"region":"demo","transformerArea":"李村2号台区"}}
field batch {"number":2,"of":"202603-000001"}
on 202603-000001
at 2026-03-10 11:00
refuse 422 handler answer {"text":"钱女士您好，10:40已恢复供电"}
refuse 422 handler answer {"text":"10:40已恢复供电","others":"已与钱七联系，10:40已恢复供电"}
do handler answer {"text":"钱女士您好，10:40已恢复供电","others":"10:40已恢复供电"}
do supervisor review {"passed":true}
letters receipt answer
on 202603-000002
status closed resolved
field answer {"at":"2026-03-10T03:00:00Z","text":"10:40已恢复供电"}
# One who wants to stay unknown.
begin 2026-03-11 09:00
submit customer {"channel":"web","text":"又停电了","class":"04.03.01","customer":{"name":"李四","phone":"13900000003","confidential":true},"site":{"region":"demo","transformerArea":"王村1号台区"}}
at 2026-03-11 09:10
do handler answer {"text":"已恢复供电"}
submit customer {"channel":"web","text":"我家停电没有通知","class":"03.01.01","customer":{"phone":"13900000004"},"site":{"region":"demo","transformerArea":"王村1号台区"}}
field batch {"number":2,"of":"202603-000001"}
on 202603-000001
refuse 422 supervisor review {"passed":true}
do supervisor review {"passed":false,"reason":"补充对其他客户的答复"}
refuse 422 handler answer {"text":"已恢复供电"}
do handler answer {"text":"已为您家恢复供电","others":"已恢复供电"}
do supervisor review {"passed":true}
on 202603-000002
status closed resolved
field answer {"at":"2026-03-11T01:10:00Z","text":"已恢复供电"}
