package cost

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

// client is a client of the emulator of DynamoDB. It tries nothing again: what is
// sent twice is done twice and counted once.
func client(t testing.TB) *dynamodb.Client {
	t.Helper()
	endpoint := os.Getenv("DYNAMO_ENDPOINT")
	if endpoint == "" {
		t.Skip("DYNAMO_ENDPOINT names no DynamoDB to run against; make test-aws starts one")
	}
	return dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(endpoint), Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
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

// newTable makes a table that is removed with the test.
func newTable(t testing.TB, db *dynamodb.Client) string {
	t.Helper()
	name := "cost-" + rand.Text()
	if _, err := db.CreateTable(t.Context(), dynamo.Schema(name)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &name}); err != nil {
			t.Errorf("DeleteTable: %v", err)
		}
	})
	if err := dynamodb.NewTableExistsWaiter(db).Wait(t.Context(), &dynamodb.DescribeTableInput{TableName: &name}, time.Minute); err != nil {
		t.Fatal(err)
	}
	return name
}
