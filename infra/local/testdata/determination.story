# Whether a complaint is valid. An invalid one is closed by a supervisor, and told
# why and what else its customer can do; an abnormal one is answered when the level
# above has approved; one that is not established ends as explained.
begin 2026-06-01 09:00
submit agent {"channel":"hotline","text":"晚上电压低","class":"04.01.01","customer":{"name":"李某","phone":"13900000004"},"site":{"region":"demo","area":"rural"}}
refuse 422 supervisor determination {"result":"invalid","explanation":"由物业供电"}
refuse 422 supervisor determination {"result":"invalid","criterion":12,"explanation":"由物业供电"}
refuse 422 supervisor determination {"result":"odd","explanation":"由物业供电"}
refuse 403 handler determination {"result":"invalid","criterion":10,"explanation":"由物业供电"}
do supervisor determination {"result":"invalid","criterion":10,"explanation":"由物业供电"}
status closed invalid
field reason 超出服务承诺和服务范围：由物业供电
field determination.criterionName.en it lies beyond what we have promised and what we do
public ruling.why 超出服务承诺和服务范围：由物业供电
public ruling.ways 如有异议，您可拨打95598要求重新受理；也可拨打12398能源监管热线反映。
letters receipt closing.invalid
letter 【国家电网】您反映的问题（编号202606-000001）经核实不予处理，原因：超出服务承诺和服务范围：由物业供电。如有异议，您可拨打95598要求重新受理；也可拨打12398能源监管热线反映。
refuse 409 supervisor determination {"result":"normal"}
submit agent {"channel":"hotline","text":"low voltage at night","language":"en","class":"04.01.01","customer":{"name":"Li","phone":"13900000005"},"site":{"region":"demo","area":"rural"}}
do supervisor closure {"outcome":"invalid","reason":"not our line."}
letter State Grid: 202606-000002 cannot be handled. Reason: not our line. If you disagree, call 95598 to have it reopened. You can also call the energy regulator on 12398.
public ruling.why not our line.
submit agent {"channel":"hotline","text":"停电烧坏电视,索赔一百万","class":"04.01.01","customer":{"name":"王某","phone":"13900000006"},"site":{"region":"demo","area":"rural"}}
do handler contact {"reached":true}
do handler determination {"result":"abnormal","explanation":"索赔超出法定标准"}
do handler answer {"text":"按标准核赔"}
refuse 409 supervisor review {"passed":true}
refuse 403 supervisor:demo-station determination-approval {"approved":true,"reason":"同意"}
refuse 422 supervisor:demo-county determination-approval {"approved":true,"reason":""}
do supervisor:demo-county determination-approval {"approved":true,"reason":"按指导书办理"}
do supervisor review {"passed":true}
field determination.approval.by supervisor:demo-county
public ruling null
letters receipt answer.abnormal
told
  06-01 09:00 major L2
  06-01 09:00 dispatched handler+L1
  06-01 09:00 dispatched L2
submit agent {"channel":"hotline","text":"停电没通知","class":"03.01.01","customer":{"name":"赵某","phone":"13900000007"},"site":{"region":"demo","area":"rural"}}
do handler contact {"reached":true}
do handler determination {"result":"not-established","explanation":"为计划停电，已提前公告"}
field findings.verified no
refuse 409 handler findings {"verified":"yes","responsibility":"utility-operation"}
do handler answer {"text":"停电信息可在网上查询"}
public ruling null
do supervisor review {"passed":true}
public ruling.text 经核实，您反映的情况不成立
do callback callback {"reached":true,"satisfied":true}
status closed explained
letters receipt answer.not-established closing.explained
