# A complaint that counts: the customer agrees to a later time, is asked once for
# documents and paid a refund; the unit sets something right, also after the closing,
# and the company is done with it when the four lessons are drawn.
begin 2026-06-01 09:00
submit agent {"channel":"hotline","text":"晚上电压低","class":"04.01.01","customer":{"name":"李某","phone":"13900000004"},"site":{"region":"demo","area":"rural"}}
do handler contact {"reached":true}
refuse 422 handler findings {"verified":"yes","responsibility":"utility-operation","causeClass":"moon"}
do handler findings {"verified":"yes","responsibility":"customer","cause":"线径过小","causeClass":"network","evidence":["录音2026-17"]}
field assessed false
do supervisor:demo-county responsibility-decision {"responsibility":"utility-operation","reason":"产权属供电企业"}
field assessed true
field findings.responsibility customer
refuse 403 supervisor:demo-station responsibility-decision {"responsibility":"none","reason":"x"}
at 2026-06-02 10:00
do handler documents {"list":["身份证","购买发票"]}
letter 【国家电网】您反映的问题（编号202606-000001），办理还需您一次性补充以下材料：身份证；购买发票。
public documents.0 身份证
refuse 409 handler documents {"list":["户口本"]}
do agent documents-received {}
public documents null
refuse 409 agent offer-reply {"accepted":true,"byCustomer":true}
do handler offer {"text":"6月8日更换变压器。","later":"2026-06-08T18:00:00+08:00"}
public offer.later 2026-06-08T10:00:00Z
clock answer running 06-09 00:00
refuse 422 handler offer-reply {"accepted":true,"byCustomer":false}
do agent offer-reply {"accepted":true,"byCustomer":true}
clock answer paused 06-16 00:00
letter 【国家电网】您反映的问题（编号202606-000001）答复时间调整为6月15日24:00前，原因：客户同意延期。给您带来不便，敬请谅解。
at 2026-06-03 10:00
do handler remedy {"kind":"refund","amount":"620.00","currency":"CNY","reason":"多收电费"}
refuse 422 handler remedy {"kind":"refund","amount":"6.2e2","currency":"CNY","reason":"x"}
refuse 403 supervisor:demo-county remedy-approval {"approved":true,"reason":"同意"}
do supervisor:demo-city remedy-approval {"approved":true,"reason":"同意"}
public payments.0.amount 620.00
do handler rectification {"what":"更换台区导线","owner":"李工","due":"2026-06-18"}
refuse 422 handler rectification {"what":"更换台区导线","due":"soon"}
clock rectification running 06-19 00:00
at 2026-06-09 10:00
do handler answer {"text":"已更换变压器","agreed":true}
do supervisor review {"passed":true}
calls calls.0.unpaid.0.amount 620.00
do handler written-reply {"number":"示范供2026-17"}
do callback callback {"reached":true,"satisfied":true}
status closed resolved
field lessonsMissing.0 causeClear
refuse 409 supervisor:demo-county internal-closing {}
do handler remedy-paid {"voucher":"退费单17"}
letter 【国家电网】您反映的问题（编号202606-000001），620.00 CNY已支付，请查收。
do supervisor:demo-county assessment {"kind":"fine-verified","who":"p1024","reason":"属实且供电责任"}
field assessments.0.amount 50.00
do handler lessons {"causeClear":true,"educated":true,"rectified":true,"dealtWith":false}
field lessonsMissing.0 rectified
field lessonsMissing.1 dealtWith
do handler lessons {"causeClear":true,"educated":true,"rectified":true,"dealtWith":true}
refuse 409 supervisor:demo-county internal-closing {}
at 2026-06-22 10:00
clock rectification missed 06-19 00:00
do handler rectification-done {"item":1,"text":"已更换"}
refuse 403 supervisor:demo-station rectification-check {"item":1,"passed":true}
do supervisor:demo-county rectification-check {"item":1,"passed":false,"reason":"少一基杆"}
do handler rectification-done {"item":1,"text":"全部更换"}
do supervisor:demo-county rectification-check {"item":1,"passed":true}
clock rectification missed 06-19 00:00 06-22 10:00
do supervisor:demo-county internal-closing {}
field internalClosing.by supervisor:demo-county
at 2026-07-10 09:00
told
  06-01 09:00 dispatched handler+L1
  06-03 10:00 dispatched L3
  06-03 10:00 dispatched rectification ordered handler+L1
  06-16 09:00 warning rectification 2wd before@09:00 handler+L1
  06-18 09:00 warning rectification 0wd before@09:00 handler+L1+L2
  06-19 00:00 breach rectification breach L2+L3
  06-22 09:00 escalation rectification repeat 1 L1+L2+L3
  06-22 10:00 dispatched L2
  06-22 10:00 rework rectification returned 1 handler+L1+L2
  06-22 10:00 dispatched L2
letters receipt documents offer.later promise remedy.approved answer closing.resolved remedy.paid
progress
  已受理您反映的问题
  已派发至示范供电所处理
  工作人员已与您联系
  已一次性告知您需补充的材料
  已收到您补充的材料
  已向您提出处理方案
  已记录您对处理方案的意见
  “答复您”的承诺时间调整为6月15日24:00
  补偿或退费已审批通过
  已恢复处理
  已答复处理意见
  答复已审核
  已书面答复您
  已电话回访
  已办结：已解决
  补偿或退费已支付
path Triage Dispatch AwaitHandling AwaitReview AwaitCallback Closed
