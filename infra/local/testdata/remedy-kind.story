# Problems of a kind stay with the unit that had the case: it reads the case that has
# moved on, and reports what it has set right, and can do nothing else.
begin 2026-06-01 09:00
submit agent {"channel":"hotline","text":"晚上电压低","class":"04.01.01","customer":{"name":"李某","phone":"13900000004"},"site":{"region":"demo","area":"rural"}}
do handler contact {"reached":true}
do handler rectification {"what":"排查同类台区","scope":"kind","due":"3wd"}
do supervisor reassignment {"unit":"demo-county","reason":"由区县公司办理"}
refuse 404 handler:demo-station answer {"text":"已处理"}
refuse 404 handler:demo-station rectification {"what":"x"}
refuse 422 handler:demo-station rectification-done {"item":2,"text":"已排查"}
do handler:demo-station rectification-done {"item":1,"text":"已排查三个台区"}
clock rectification met 06-05 00:00 06-01 09:00
do supervisor:demo-county rectification-check {"item":1,"passed":true}
refuse 404 handler:demo-station rectification-done {"item":1,"text":"已排查"}
