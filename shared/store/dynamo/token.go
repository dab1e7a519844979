package dynamo

import (
	"context"
)

// PutToken remembers where an execution waits.
func (s *Store) PutToken(ctx context.Context, reference, machine, token string) error {
	i := tokenKey(reference, machine)
	i["token"] = str(token)
	return s.write(ctx, i, "put token")
}

// Token reads the token of an execution that waits.
func (s *Store) Token(ctx context.Context, reference, machine string) (string, error) {
	i, err := s.get(ctx, tokenKey(reference, machine), "read token")
	return stringOf(i, "token"), err
}
