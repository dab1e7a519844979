package dynamo

import (
	"context"
	"errors"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func answerItem(a *complaint.StoredAnswer) item {
	i := answerKey(a.Key)
	i["key"], i["fingerprint"], i["status"] = str(a.Key), str(a.Fingerprint), num(int64(a.Status))
	setRaw(i, "header", a.Header)
	if len(a.Body) > 0 {
		i["body"] = pack(a.Body)
	}
	setSeconds(i, ExpiresAttribute, a.ExpiresAt)
	return i
}

// answerWrite takes an idempotency key; one whose answer has expired is free,
// also while the table's time to live has not removed it.
func (s *Store) answerWrite(a *complaint.StoredAnswer) write {
	taken := fault.Wrap(fault.Conflict, errors.New("the key is taken"), "remember an answer")
	return s.put(answerItem(a), isNew+" OR expires <= :at", item{":at": num(a.At.Unix())}, taken)
}

// Remember replaces what is answered under a key.
func (s *Store) Remember(ctx context.Context, a complaint.StoredAnswer) error {
	return s.write(ctx, answerItem(&a), "remember an answer")
}

// Answer reads an answer that is not expired. One without an expiry never is.
func (s *Store) Answer(ctx context.Context, key string, now time.Time) (complaint.StoredAnswer, bool, error) {
	i, err := s.get(ctx, answerKey(key), "read an answer")
	if err != nil || i == nil {
		return complaint.StoredAnswer{}, false, err
	}
	a := complaint.StoredAnswer{
		Key: stringOf(i, "key"), Fingerprint: stringOf(i, "fingerprint"),
		Header: rawOf(i, "header"), ExpiresAt: secondsOf(i, ExpiresAttribute),
	}
	if _, ok := i["body"]; ok {
		if a.Body, err = unpack(i, "body"); err != nil {
			return complaint.StoredAnswer{}, false, fault.Wrap(fault.Internal, err, "read an answer")
		}
	}
	status, _ := numberOf(i, "status")
	a.Status = int(status)
	if !a.ExpiresAt.IsZero() && a.ExpiresAt.Unix() <= now.Unix() {
		return complaint.StoredAnswer{}, false, nil
	}
	return a, true, nil
}
