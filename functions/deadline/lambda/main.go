// Command deadline is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/shared/boot"
)

func main() {
	p := boot.Open("deadline")
	h := &deadline.Handler{Desk: p.Desk(), Relay: p.Relay(), First: p.Keep, Enough: boot.Until(20), Parallel: boot.Parallel}
	boot.Scheduled(p, h.Handle, deadline.Out.Counts)
}
