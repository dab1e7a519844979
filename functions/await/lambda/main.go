// Command await is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/shared/boot"
)

func main() {
	p := boot.Open("await")
	boot.Task(p, (&await.Handler{Desk: p.Desk(), Workflow: p.Workflow()}).Handle, nil)
}
