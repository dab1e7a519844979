# The first order is closed when a superior body passes the matter on: a new order
# that is a repeat, with a flow of its own. Nobody of the group takes it up, so that
# the flow ends with the order.
begin 2026-03-10 09:00
submit agent {"channel":"counter","text":"晚上电压低","class":"04.01.01","customer":{"accountNumber":"3400098765432"},"site":{"region":"demo"}}
do handler answer {"text":"已调档"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
at 2026-03-18 10:20
submit agent {"channel":"superior","text":"电压还是低","class":"04.01.01","source":{"body":"省公司","overLevel":true},"customer":{"accountNumber":"3400098765432"},"site":{"region":"demo"}}
status dispatched
field repeat {"count":2,"of":"202603-000001"}
field linkedTo null
field overLevel.by 202603-000002
field supervision.because over-level
clock superior running 04-02 00:00
do handler answer {"text":"新增布点"}
do supervisor review {"passed":true}
do callback callback {"reached":true,"satisfied":true}
status closed resolved
clock superior met 04-02 00:00 03-18 10:20
field overLevel.agreed null
flow overlevel SUCCEEDED Locate AwaitGroupOrder Closed
told
  03-18 10:20 repeat L2
  03-18 10:20 major superior reported L3
  03-18 10:20 dispatched handler+L1
  03-18 10:20 supervision handler+L1+L2
on 202603-000001
status closed resolved
field reviewDue true
field overLevel null
