// Package dynamotest gives tests a real DynamoDB to run against: a client, and
// tables that are removed with the test. Where none is named, tests skip and say
// so. It starts nothing and checks nothing.
package dynamotest

import (
	"context"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/standin"
)

// Region is the region of the client.
const Region = standin.Region

// Endpoint is where DynamoDB listens; without one the test is skipped.
func Endpoint(t testing.TB) string {
	t.Helper()
	endpoint := os.Getenv("DYNAMO_ENDPOINT")
	if endpoint == "" {
		t.Skip("DYNAMO_ENDPOINT names no DynamoDB to run against; make test-aws starts one")
	}
	return endpoint
}

// Client is a client of it, see [standin.Client].
func Client(t testing.TB) *dynamodb.Client {
	t.Helper()
	return standin.Client(Endpoint(t))
}

// Table makes an empty table as the store needs it, and gives its name.
func Table(t testing.TB, db *dynamodb.Client) string {
	t.Helper()
	return Make(t, db, dynamo.Schema(standin.Name()))
}

// Make makes any table, and gives its name.
func Make(t testing.TB, db *dynamodb.Client, schema *dynamodb.CreateTableInput) string {
	t.Helper()
	table := aws.ToString(schema.TableName)
	t.Cleanup(func() {
		if err := standin.Remove(context.Background(), db, table); err != nil {
			t.Errorf("remove table %s: %v", table, err)
		}
	})
	if err := standin.Make(t.Context(), db, schema); err != nil {
		t.Fatal(err)
	}
	return table
}
