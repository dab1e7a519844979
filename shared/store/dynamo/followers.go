package dynamo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/redress/redress/shared/complaint"
)

// Followers lists the open cases that follow a head: only these have the key of
// the batch.
func (s *Store) Followers(ctx context.Context, head string, limit int) (references []string, err error) {
	const doing = "list the followers of a case"
	q := s.query("pk = :pk", item{":pk": str(foundPartition(complaint.BatchKey(head)))})
	q.ConsistentRead = aws.Bool(true)
	for more := true; more && len(references) < limit; {
		q.Limit = aws.Int32(int32(limit - len(references)))
		var rows []item
		if rows, more, err = s.run(ctx, q, doing); err != nil {
			return nil, err
		}
		for _, row := range rows {
			references = append(references, stringOf(row, "sk"))
		}
	}
	return references, nil
}
