package dynamo

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Forget removes what has expired. The table's time to live does the same in
// the end; this is for tests, and for tables without one: it reads the table from
// end to end.
func (s *Store) Forget(ctx context.Context, now time.Time, keep time.Duration) error {
	const doing = "forget"
	defer s.told.clear()
	filter := "(begins_with(pk, :answer) AND expires <= :now) OR (begins_with(pk, :effect) AND delivered < :then) OR (begins_with(pk, :tally) AND pk < :day)"
	then := now.Add(-keep)
	scan := &dynamodb.ScanInput{TableName: &s.table, FilterExpression: &filter, ExpressionAttributeValues: item{
		":answer": str("answer#"), ":effect": str("effect#"), ":tally": str("tally#"), ":now": num(now.Unix()), ":then": num(then.Unix()),
		":day": tallyKey(then.UTC().Format(time.DateOnly))["pk"],
	}}
	for more := true; more; more = scan.ExclusiveStartKey != nil {
		if err := ctx.Err(); err != nil {
			return broken(err, doing)
		}
		page, err := s.api.Scan(ctx, scan)
		if err != nil {
			return broken(err, doing)
		}
		scan.ExclusiveStartKey = page.LastEvaluatedKey
		err = s.each(len(page.Items), func(n int) error {
			i := page.Items[n]
			_, err := s.api.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: item{"pk": i["pk"], "sk": i["sk"]}})
			return err
		})
		if err != nil {
			return broken(err, doing)
		}
	}
	return nil
}
