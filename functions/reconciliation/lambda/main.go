// Command reconciliation is the Lambda function of the same name.
package main

import "github.com/redress/redress/shared/boot"

func main() { boot.Refuse("reconciliation") }
