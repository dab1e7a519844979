// Command escalation is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/escalation"
	"github.com/redress/redress/shared/boot"
)

func main() {
	p := boot.Open("escalation")
	boot.Task(p, (&escalation.Handler{Desk: p.Desk()}).Handle, nil)
}
