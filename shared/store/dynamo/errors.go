package dynamo

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
)

// broken makes a fault of an error of DynamoDB: Busy when trying again can
// help, else Internal. Nil and faults stay what they are.
func broken(err error, doing string) error {
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	return awsfault.Wrap(err, doing, passing...)
}

// passing are DynamoDB's own names of errors that may be gone at the next try.
var passing = []string{
	"TransactionConflict", "TransactionConflictException", "TransactionInProgressException",
	"ThrottlingError", "ProvisionedThroughputExceeded", "LimitExceededException", "InternalServerError",
}

// refused tells whether a condition did not hold, and what was there instead.
func refused(err error) (item, bool) {
	e, ok := errors.AsType[*types.ConditionalCheckFailedException](err)
	if !ok {
		return nil, false
	}
	return e.Item, true
}
