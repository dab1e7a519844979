// Command succession is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/succession"
	"github.com/redress/redress/shared/boot"
)

func main() {
	p := boot.Open("succession")
	boot.Task(p, (&succession.Handler{Desk: p.Desk()}).Handle, nil)
}
