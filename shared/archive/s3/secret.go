package s3

import "context"

// Secret is a document below keys/ that people have put there.
type Secret struct {
	API    API
	Bucket string
	Name   string // of the object, such as "keys/partners.json"
}

// Get reads the document. It fails with NotFound, or as the bucket does, when it is not there.
func (s *Secret) Get(ctx context.Context) ([]byte, error) { return get(ctx, s.API, s.Bucket, s.Name) }
