// Package boot wires the functions to AWS: configuration, clients, adapters.
//
// The AWS adapters are not part of the product yet. Until they are, every
// function refuses to start rather than to pretend; the single-process
// program in infra/local runs the same handlers over SQLite.
package boot

import (
	"fmt"
	"os"
)

// Refuse ends a function that has no adapters to run on.
func Refuse(function string) {
	fmt.Fprintln(os.Stderr, Refusal(function))
	os.Exit(1)
}

// Refusal is what a function says when it refuses to start.
func Refusal(function string) string {
	return "redress " + function + ": this build has no AWS adapters (DynamoDB, Step Functions, SNS, S3), so it cannot serve; " +
		"run the single-process program instead: go run ./infra/local serve"
}
