// Command relay is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/boot"
)

func main() {
	p := boot.Open("relay")
	boot.Stream(p, p.Relay().Handle, relay.Out.Counts)
}
