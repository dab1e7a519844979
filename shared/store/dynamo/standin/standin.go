// Package standin gives clients and tables of a DynamoDB that stands in for
// AWS's: an emulator on this machine or beside it. It starts none, and its
// clients have the credentials of nobody, which AWS itself refuses.
package standin

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Region is the region of the clients.
const Region = "us-east-1"

// Client is a client of a stand-in. It tries nothing again: what is sent twice
// would be done twice, and be counted once.
func Client(endpoint string) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region: Region, BaseEndpoint: aws.String(endpoint), Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
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

// Make makes a table and waits until it is there.
func Make(ctx context.Context, db *dynamodb.Client, schema *dynamodb.CreateTableInput) error {
	if _, err := db.CreateTable(ctx, schema); err != nil {
		return err
	}
	return dynamodb.NewTableExistsWaiter(db).Wait(ctx, &dynamodb.DescribeTableInput{TableName: schema.TableName}, time.Minute)
}

// Remove removes a table with all that is in it; one that is not there is removed.
func Remove(ctx context.Context, db *dynamodb.Client, table string) error {
	_, err := db.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: &table})
	if _, gone := errors.AsType[*types.ResourceNotFoundException](err); gone {
		return nil
	}
	return err
}
