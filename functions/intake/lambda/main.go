// Command intake is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/web"
)

func main() {
	p := boot.Open("intake")
	boot.HTTP(p, web.Described(p.Policy, web.New(&intake.Handler{Desk: p.Desk(), Evidence: p.Evidence()})))
}
