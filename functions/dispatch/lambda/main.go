// Command dispatch is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/dispatch"
	"github.com/redress/redress/shared/boot"
)

func main() {
	p := boot.Open("dispatch")
	boot.Task(p, (&dispatch.Handler{Desk: p.Desk()}).Handle, nil)
}
