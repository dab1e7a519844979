package s3

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
)

// Key is a secret of the deployment that the bucket keeps: who may read the
// bucket's reports may read it. It is drawn at its first use, once, whoever else
// draws it then, and is the same ever after.
type Key struct {
	API    API
	Bucket string
	Name   string // of the object, such as "keys/report-links"
	Size   int    // in bytes

	mu   sync.Mutex // guards what is known
	read []byte
}

// Get gives the secret. What fails is tried again when it is asked again.
func (k *Key) Get(ctx context.Context) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.read != nil {
		return k.read, nil
	}
	secret, err := get(ctx, k.API, k.Bucket, k.Name)
	if fault.Is(err, fault.NotFound) {
		secret, err = k.draw(ctx)
	}
	if err == nil && len(secret) != k.Size {
		err = fault.Wrap(fault.Internal, fmt.Errorf("it has %d bytes in place of %d", len(secret), k.Size), "read "+k.Name)
	}
	if err != nil {
		return nil, err
	}
	k.read = secret
	return secret, nil
}

// draw keeps a new secret, unless another has been faster: then it is that one's.
func (k *Key) draw(ctx context.Context) ([]byte, error) {
	secret := make([]byte, k.Size)
	_, _ = rand.Read(secret) // never fails
	_, err := k.API.PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String(k.Bucket), Key: aws.String(k.Name), Body: bytes.NewReader(secret), IfNoneMatch: aws.String("*"),
	})
	if awsfault.Code(err) == "PreconditionFailed" {
		return get(ctx, k.API, k.Bucket, k.Name)
	}
	return secret, awsfault.Wrap(err, "keep "+k.Name, "ConditionalRequestConflict")
}
