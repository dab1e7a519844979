// Package awsfault gives the errors of AWS their kinds: Busy when trying again
// can help, Internal when it cannot.
//
// What can help is decided as the SDK decides it for its own attempts, which
// are used up by then. An adapter that knows more about an error of its
// service says so before it asks here. The package calls nothing.
package awsfault

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"

	"github.com/redress/redress/shared/fault"
)

// Wrap marks an error of a call to AWS with its kind and says what was being
// done. Codes are further codes of errors for which trying again can help.
func Wrap(err error, doing string, codes ...string) error {
	if err == nil {
		return nil
	}
	return fault.Wrap(kindOf(err, codes), err, doing)
}

func kindOf(err error, codes []string) fault.Kind {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return fault.Busy
	}
	if retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err).Bool() {
		return fault.Busy
	}
	code := Code(err)
	for _, busy := range codes {
		if code == busy {
			return fault.Busy
		}
	}
	return fault.Internal
}

// Code is the service's name of an error: "ThrottlingException"; "" for an error
// that did not come from a service.
func Code(err error) string {
	if e, ok := errors.AsType[smithy.APIError](err); ok {
		return e.ErrorCode()
	}
	return ""
}
