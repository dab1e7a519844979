package infra

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/store/dynamo"
)

// TestTheTableIsTheStores compares the table with the one that the store is
// tested on.
func TestTheTableIsTheStores(t *testing.T) {
	got, want := readTemplate(t).resources["Table"].properties, dynamo.Schema("")
	if diff := cmp.Diff(schemaOf(want.KeySchema), keySchema(got, "KeySchema")); diff != "" {
		t.Errorf("keys (-store +template):\n%s", diff)
	}
	attributes := map[string]string{}
	for _, a := range list(got, "AttributeDefinitions") {
		attributes[str(a, "AttributeName")] = str(a, "AttributeType")
	}
	wanted := map[string]string{}
	for _, a := range want.AttributeDefinitions {
		wanted[aws.ToString(a.AttributeName)] = string(a.AttributeType)
	}
	if diff := cmp.Diff(wanted, attributes); diff != "" {
		t.Errorf("attributes (-store +template):\n%s", diff)
	}
	indexes := map[string]index{}
	for _, i := range list(got, "GlobalSecondaryIndexes") {
		indexes[str(i, "IndexName")] = index{keySchema(i, "KeySchema"), str(i, "Projection", "ProjectionType"), words(i, "Projection", "NonKeyAttributes")}
	}
	wantedIndexes := map[string]index{}
	for _, i := range want.GlobalSecondaryIndexes {
		wantedIndexes[aws.ToString(i.IndexName)] = index{schemaOf(i.KeySchema), string(i.Projection.ProjectionType), i.Projection.NonKeyAttributes}
	}
	if diff := cmp.Diff(wantedIndexes, indexes); diff != "" {
		t.Errorf("indexes (-store +template):\n%s", diff)
	}
	for value, path := range map[string][]string{
		string(want.BillingMode): {"BillingMode"}, dynamo.ExpiresAttribute: {"TimeToLiveSpecification", "AttributeName"}, "KEYS_ONLY": {"StreamSpecification", "StreamViewType"},
	} {
		if g := str(got, path...); g != value {
			t.Errorf("%s is %q, want %q", strings.Join(path, "."), g, value)
		}
	}
}

// index is a secondary index: its keys and what it shows.
type index struct {
	Keys  []string
	Type  string
	Shows []string
}

func keySchema(n node, path ...string) (all []string) {
	for _, k := range list(n, path...) {
		all = append(all, str(k, "AttributeName")+" "+str(k, "KeyType"))
	}
	return all
}

func schemaOf(s []types.KeySchemaElement) (all []string) {
	for _, k := range s {
		all = append(all, aws.ToString(k.AttributeName)+" "+string(k.KeyType))
	}
	return all
}

// TestWhatIsKeptIsKeptSafely: nobody loses cases by a slip.
func TestWhatIsKeptIsKeptSafely(t *testing.T) {
	tpl := readTemplate(t)
	for _, id := range []string{"Table", "Bucket"} {
		for _, p := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
			if got := str(tpl.resources[id].whole, p); got != "Retain" {
				t.Errorf("%s of %s is %q, want Retain", p, id, got)
			}
		}
	}
	for path, want := range map[string]string{
		"Table DeletionProtectionEnabled": "true", "Table PointInTimeRecoverySpecification PointInTimeRecoveryEnabled": "true", "Table SSESpecification SSEEnabled": "true",
		"Bucket VersioningConfiguration Status": "Enabled", "Topic KmsMasterKeyId": "alias/aws/sns",
		"Bucket PublicAccessBlockConfiguration BlockPublicAcls": "true", "Bucket PublicAccessBlockConfiguration BlockPublicPolicy": "true",
		"Bucket PublicAccessBlockConfiguration IgnorePublicAcls": "true", "Bucket PublicAccessBlockConfiguration RestrictPublicBuckets": "true",
	} {
		p := strings.Fields(path)
		if got := str(tpl.resources[p[0]].properties, p[1:]...); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	for _, id := range tpl.of("AWS::SQS::Queue") {
		if got := str(tpl.resources[id].properties, "SqsManagedSseEnabled"); got != "true" {
			t.Errorf("the queue %s is not encrypted", id)
		}
	}
}

// TestTheStreamBringsEffectsAlone: the relay is woken for what it delivers, and
// what it cannot deliver is told.
func TestTheStreamBringsEffectsAlone(t *testing.T) {
	e := at(readTemplate(t).functions()["relay"].properties, "Events", "NewEffects", "Properties")
	want := `{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"effect#"}]}}}}`
	if f := list(e, "FilterCriteria", "Filters"); len(f) != 1 || str(f[0], "Pattern") != want {
		t.Errorf("filters %v, want one: %s", f, want)
	}
	if !slices.Equal(words(e, "FunctionResponseTypes"), []string{"ReportBatchItemFailures"}) || str(e, "BisectBatchOnFunctionError") != "true" {
		t.Error("one bad record would hold up a batch")
	}
	if str(e, "MaximumRetryAttempts") == "" || str(e, "MaximumRecordAgeInSeconds") == "" || str(e, "DestinationConfig", "OnFailure", "Destination") != "${RelayFailures.Arn}" {
		t.Error("a record that cannot be delivered would be tried for a day, or be lost unseen")
	}
}
