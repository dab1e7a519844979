// Package sfn is the workflow on AWS: executions of the state machines, which
// Step Functions runs and keeps.
//
// Every deed may be done twice. An execution is known by its name, so that a
// name that exists is a start that has been made; a token that is no longer
// waited for is a resume that has been given, or that nobody needs any more:
// the case is read again by whoever waits next.
package sfn

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault/awsfault"
)

// API is what is called of Step Functions; *sfn.Client has it.
type API interface {
	StartExecution(context.Context, *sfn.StartExecutionInput, ...func(*sfn.Options)) (*sfn.StartExecutionOutput, error)
	SendTaskSuccess(context.Context, *sfn.SendTaskSuccessInput, ...func(*sfn.Options)) (*sfn.SendTaskSuccessOutput, error)
}

// Workflow starts and resumes executions of state machines.
type Workflow struct {
	API API
	// Machines are the state machines' ARNs; who only resumes needs none.
	Machines map[complaint.Machine]string
}

// Start starts an execution of a machine. One that has the name already is left
// as it is.
func (w *Workflow) Start(ctx context.Context, machine complaint.Machine, name string, input json.RawMessage) error {
	arn, ok := w.Machines[machine]
	if !ok {
		return fmt.Errorf("start execution %s: there is no state machine %q", name, machine)
	}
	_, err := w.API.StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: aws.String(arn), Name: aws.String(name), Input: aws.String(string(input)),
	})
	if awsfault.Code(err) == "ExecutionAlreadyExists" {
		return nil
	}
	return awsfault.Wrap(err, "start execution "+name, "ExecutionLimitExceeded", "KmsThrottlingException")
}

// Resume answers a token. One that nobody waits with any more counts as answered.
func (w *Workflow) Resume(ctx context.Context, token string, output json.RawMessage) error {
	_, err := w.API.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{
		TaskToken: aws.String(token), Output: aws.String(string(output)),
	})
	switch awsfault.Code(err) {
	case "TaskTimedOut", "TaskDoesNotExist", "InvalidToken":
		return nil
	}
	return awsfault.Wrap(err, "resume an execution", "KmsThrottlingException")
}
