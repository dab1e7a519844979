// Command casework is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/web"
)

func main() {
	p := boot.Open("casework")
	cases := web.Cases{Desk: p.Desk(), Authenticate: p.Staff(), Auditors: new(audit.Auditors)}
	boot.HTTP(p, web.New(&casework.Handler{Cases: cases, Evidence: p.Evidence()}))
}
