# Triage supposes an enquiry, and is not sure: what was promised stands until a
# person has decided. What each decision changes stands on the page, with the reason.
begin 2026-03-10 09:00
submit customer {"channel":"web","text":"你好，电表","customer":{"phone":"13900000009"},"site":{"region":"demo"}}
status sorting
field kind enquiry
clock contact running 03-11 09:00
clock answer running 03-18 00:00
public promises.0.clock contact
public promises.1.clock answer
at 2026-03-10 09:10
do supervisor classification {"kind":"suggestion","unit":"demo-station"}
at 2026-03-10 10:00
do handler refusal {"reason":"是投诉"}
do supervisor classification {"kind":"complaint","class":"04.01.01","unit":"demo-station"}
progress
  已受理您反映的问题
  正在由专人核对问题类型
  “首次联系您”的承诺时间（3月11日09:00前）不再适用
  “答复您”的承诺时间调整为3月24日24:00
  已派发至示范供电所处理
  已退回，正在重新确定处理单位
  “首次联系您”的承诺时间调整为3月11日09:00
  “答复您”的承诺时间调整为3月17日24:00
  已派发至示范供电所处理
public timeline.2.why 现按“建议”办理
public timeline.6.why 现按“投诉”办理
