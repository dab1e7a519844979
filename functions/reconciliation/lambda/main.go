// Command reconciliation is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/clock/check"
)

func main() {
	p := boot.Open("reconciliation")
	h := &reconciliation.Handler{Desk: p.Desk(), Check: check.Due, Silence: reconciliation.Silence, Enough: boot.Until(60), Parallel: boot.Parallel}
	boot.Task(p, h.Nightly, nil)
}
