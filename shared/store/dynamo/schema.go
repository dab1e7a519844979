package dynamo

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Index is a sparse secondary index. Its keys are the attributes <name>Pk and
// <name>Sk, and it shows the attributes of Shows beside the keys of the table.
type Index struct {
	Name  string
	Shows []string
}

// The indexes.
var (
	wakeIndex     = Index{Name: "wake"}                          // cases by when time changes them next
	outboxIndex   = Index{Name: "outbox"}                        // effects that are not delivered, by lane
	queueIndex    = Index{Name: "queue", Shows: shown}           // cases of a unit and status by what is due next
	listIndex     = Index{Name: "list", Shows: shown}            // cases of a status by what is due next
	receivedIndex = Index{Name: "received"}                      // cases by their receipt
	dueIndex      = Index{Name: "due", Shows: []string{"clock"}} // clocks by their due instants
)

// shown is what cases are chosen by before they are read.
var shown = []string{"unit", "class", "clocks", "vulnerable"}

// Indexes are all indexes of the table.
func Indexes() []Index {
	return []Index{wakeIndex, outboxIndex, queueIndex, listIndex, receivedIndex, dueIndex}
}

func (i Index) pk() string { return i.Name + "Pk" }
func (i Index) sk() string { return i.Name + "Sk" }

// ExpiresAttribute holds when an item may be removed, in seconds since 1970.
const ExpiresAttribute = "expires"

// Schema is the table as it must be, for tests and for tools that make one. In
// production the template makes it.
func Schema(table string) *dynamodb.CreateTableInput {
	in := &dynamodb.CreateTableInput{
		TableName: aws.String(table), BillingMode: types.BillingModePayPerRequest,
		KeySchema:            keySchema("pk", "sk"),
		AttributeDefinitions: []types.AttributeDefinition{text("pk"), text("sk")},
	}
	for _, i := range Indexes() {
		shows := &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly}
		if i.Shows != nil {
			shows = &types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: i.Shows}
		}
		in.AttributeDefinitions = append(in.AttributeDefinitions, text(i.pk()), text(i.sk()))
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: aws.String(i.Name), KeySchema: keySchema(i.pk(), i.sk()), Projection: shows,
		})
	}
	return in
}

func text(name string) types.AttributeDefinition {
	return types.AttributeDefinition{AttributeName: aws.String(name), AttributeType: types.ScalarAttributeTypeS}
}

func keySchema(hash, sort string) []types.KeySchemaElement {
	return []types.KeySchemaElement{
		{AttributeName: aws.String(hash), KeyType: types.KeyTypeHash},
		{AttributeName: aws.String(sort), KeyType: types.KeyTypeRange},
	}
}
