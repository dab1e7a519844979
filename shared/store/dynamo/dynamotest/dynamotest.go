// Package dynamotest gives tests a real DynamoDB to run against: a client, and
// tables that are removed with the test. Where none is named, tests skip and say
// so. It starts nothing and checks nothing.
package dynamotest

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/store/dynamo"
)

// Region is the region of the client.
const Region = "us-east-1"

// Endpoint is where DynamoDB listens; without one the test is skipped.
func Endpoint(t testing.TB) string {
	t.Helper()
	endpoint := os.Getenv("DYNAMO_ENDPOINT")
	if endpoint == "" {
		t.Skip("DYNAMO_ENDPOINT names no DynamoDB to run against; make test-aws starts one")
	}
	return endpoint
}

// Client is a client of it. It tries nothing again: what is sent twice would be
// done twice, and be counted once.
func Client(t testing.TB) *dynamodb.Client {
	t.Helper()
	return dynamodb.New(dynamodb.Options{
		Region: Region, BaseEndpoint: aws.String(Endpoint(t)), Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
		HTTPClient: whole{}, Retryer: aws.NopRetryer{},
	})
}

// whole reads an answer to its end before it gives it. The SDK closes the body of
// its request as soon as it has the head of the answer; an emulator on the same
// machine may have answered before the body was written to its end, and then the
// connection breaks.
type whole struct{}

func (whole) Do(r *http.Request) (*http.Response, error) {
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	answer.Body = io.NopCloser(bytes.NewReader(data))
	return answer, err
}

// Name is a name that no other table has.
func Name() string { return "redress-" + rand.Text() }

// Table makes an empty table as the store needs it, and gives its name.
func Table(t testing.TB, db *dynamodb.Client) string {
	t.Helper()
	return Make(t, db, dynamo.Schema(Name()))
}

// Make makes any table, and gives its name.
func Make(t testing.TB, db *dynamodb.Client, schema *dynamodb.CreateTableInput) string {
	t.Helper()
	if _, err := db.CreateTable(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: schema.TableName}); err != nil {
			t.Errorf("DeleteTable: %v", err)
		}
	})
	if err := dynamodb.NewTableExistsWaiter(db).Wait(t.Context(), &dynamodb.DescribeTableInput{TableName: schema.TableName}, time.Minute); err != nil {
		t.Fatal(err)
	}
	return aws.ToString(schema.TableName)
}
