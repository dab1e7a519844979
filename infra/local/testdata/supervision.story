# A city company supervises a station by order, beside the limits of the case; the
# unit replies, and the supervision outlasts the answer until it is released.
begin 2026-06-01 09:00
submit agent {"channel":"hotline","text":"晚上电压低","class":"04.01.01","customer":{"name":"李某","phone":"13900000004"},"site":{"region":"demo","area":"rural"}}
clock answer running 06-09 00:00
do handler contact {"reached":true}
refuse 409 handler supervision-reply {"text":"无督办"}
refuse 409 supervisor:demo-city supervision-release {}
at 2026-06-02 10:00
refuse 403 handler supervision {"demand":"报送方案"}
refuse 403 supervisor:demo-station supervision {"demand":"报送方案"}
refuse 404 supervisor:demo-discipline supervision {"demand":"报送方案"}
refuse 422 supervisor:demo-city supervision {"demand":""}
refuse 422 supervisor:demo-city supervision {"demand":"报送方案","limit":"soon"}
do supervisor:demo-city supervision {"demand":"报送整改方案","limit":"2wd"}
field supervision.level L3
field supervision.because order
clock supervision running 06-05 00:00
clock answer running 06-09 00:00
refuse 409 supervisor:demo-province supervision {"demand":"报送方案"}
at 2026-06-05 10:00
clock supervision missed 06-05 00:00
do handler supervision-reply {"text":"方案已报送"}
clock supervision missed 06-05 00:00 06-05 10:00
do handler answer {"text":"已列入改造计划"}
do supervisor review {"passed":true}
field supervision.releasedAt null
refuse 403 supervisor:demo-county supervision-release {}
do supervisor:demo-city supervision-release {}
field supervision.releasedBy supervisor:demo-city
do callback callback {"reached":true,"satisfied":true}
status closed resolved
refuse 409 supervisor:demo-city supervision {"demand":"报送方案"}
at 2026-06-20 09:00
told
  06-01 09:00 dispatched handler+L1
  06-02 10:00 supervision supervision ordered handler+L1+L2
  06-04 09:00 warning answer 2wd before@09:00 handler+L1
  06-04 09:00 warning supervision 0wd before@09:00 handler+L1
  06-05 00:00 breach supervision breach L2+L3
  06-05 10:00 supervision L3
letters receipt answer closing.resolved
progress
  已受理您反映的问题
  已派发至示范供电所处理
  工作人员已与您联系
  已答复处理意见
  答复已审核
  已电话回访
  已办结：已解决
path Triage Dispatch AwaitHandling Escalate AwaitHandling AwaitReview AwaitCallback Closed
