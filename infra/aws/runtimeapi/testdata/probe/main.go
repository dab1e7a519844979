// Command probe is a function that does what its event says: it tells what it was
// given, fails, runs late, ends, or writes more than a pipe holds.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do    string
	Lines int
}

type told struct {
	Request, ARN, Trace string
	Left                time.Duration
	PID                 int
	Env                 []string
}

func handle(ctx context.Context, e event) (told, error) {
	switch e.Do {
	case "fail":
		return told{}, errors.New("as told")
	case "be busy":
		return told{}, messages.InvokeResponse_Error{Type: "Busy", Message: "try again"}
	case "end":
		os.Exit(3)
	case "sleep":
		time.Sleep(time.Minute)
	case "rest":
		time.Sleep(200 * time.Millisecond)
	case "write":
		for i := range e.Lines {
			fmt.Println(i, strings.Repeat("x", 100))
		}
	}
	lc, _ := lambdacontext.FromContext(ctx)
	trace, _ := ctx.Value("x-amzn-trace-id").(string)
	deadline, _ := ctx.Deadline()
	return told{lc.AwsRequestID, lc.InvokedFunctionArn, trace, time.Until(deadline), os.Getpid(), os.Environ()}, nil
}

func main() {
	switch os.Getenv("START") {
	case "refuse":
		fmt.Println("no newline at the end of this")
		os.Exit(1)
	case "report":
		lambda.StartWithOptions(json.RawMessage{}) // no handler: the runtime reports that
	}
	lambda.Start(handle)
}
