// Command partner is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/partner"
	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/web"
)

func main() {
	p := boot.Open("partner")
	boot.HTTP(p, web.New(&partner.Handler{Desk: p.Desk(), Book: p.Partners()}))
}
