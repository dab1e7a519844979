package dynamo_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/store/dynamo"
)

// client is a client of the DynamoDB that the tests run against.
func client(t testing.TB) *dynamodb.Client {
	t.Helper()
	endpoint := os.Getenv("DYNAMO_ENDPOINT")
	if endpoint == "" {
		t.Skip("DYNAMO_ENDPOINT names no DynamoDB to run against; make test-aws starts one")
	}
	return dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(endpoint), Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
}

// table makes an empty table that is removed with the test.
func table(t testing.TB, db *dynamodb.Client) string {
	t.Helper()
	name := "redress-" + rand.Text()
	_, err := db.CreateTable(t.Context(), dynamo.Schema(name))
	if _, resent := errors.AsType[*types.ResourceInUseException](err); err != nil && !resent { // the name is new: the call was sent twice
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := db.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &name})
		if _, resent := errors.AsType[*types.ResourceNotFoundException](err); err != nil && !resent {
			t.Errorf("DeleteTable: %v", err)
		}
	})
	if err := dynamodb.NewTableExistsWaiter(db).Wait(t.Context(), &dynamodb.DescribeTableInput{TableName: &name}, time.Minute); err != nil {
		t.Fatal(err)
	}
	return name
}
