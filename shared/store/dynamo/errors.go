package dynamo

import (
	"context"
	"errors"
	"net"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/redress/redress/shared/fault"
)

// broken makes a fault of an error of DynamoDB: Busy when trying again can
// help, else Internal. Nil and faults stay what they are.
func broken(err error, doing string) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	if passing(err) {
		return fault.Wrap(fault.Busy, err, doing)
	}
	return fault.Wrap(fault.Internal, err, doing)
}

// passing tells whether an error may be gone at the next try.
func passing(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	if e, ok := errors.AsType[smithy.APIError](err); ok {
		return passingCode(e.ErrorCode()) || serverFailed(err)
	}
	_, network := errors.AsType[net.Error](err)
	return network || serverFailed(err)
}

func serverFailed(err error) bool {
	e, ok := errors.AsType[*smithyhttp.ResponseError](err)
	return ok && e.HTTPStatusCode() >= http.StatusInternalServerError
}

func passingCode(code string) bool {
	switch code {
	case "ProvisionedThroughputExceeded", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException", "ThrottlingError",
		"TransactionConflict", "TransactionConflictException", "TransactionInProgressException", "InternalServerError", "LimitExceededException":
		return true
	}
	return false
}

// refused tells whether a condition did not hold, and what was there instead.
func refused(err error) (item, bool) {
	e, ok := errors.AsType[*types.ConditionalCheckFailedException](err)
	if !ok {
		return nil, false
	}
	return e.Item, true
}
