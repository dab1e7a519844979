// Package s3 keeps files in one bucket: the renderings of reports, copies of the
// policy versions that cases were received under, and the key of reports' links.
//
// Keys are paths. Reports lie under "reports/", secrets under "keys/"; a copy of a policy lies under
// "policies/<name@version>/", and is whole when its last file is there, which
// lists the others. So who reads a copy need not be allowed to list the bucket.
package s3

import (
	"bytes"
	"context"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
)

// API is what is called of S3; *s3.Client has it.
type API interface {
	PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
	ListObjectsV2(context.Context, *s3.ListObjectsV2Input, ...func(*s3.Options)) (*s3.ListObjectsV2Output, error)
}

// Archive keeps the renderings of reports.
type Archive struct {
	API    API
	Bucket string
}

// Put keeps data under a key. The same key again replaces it.
func (a *Archive) Put(ctx context.Context, key, contentType string, data []byte) error {
	_, err := a.API.PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String(a.Bucket), Key: aws.String(key), Body: bytes.NewReader(data), ContentType: aws.String(contentType),
	})
	return awsfault.Wrap(err, "archive "+key)
}

// Get reads what is kept under a key. NotFound when there is nothing.
func (a *Archive) Get(ctx context.Context, key string) ([]byte, error) {
	return get(ctx, a.API, a.Bucket, key)
}

// List gives all keys with a prefix, sorted.
func (a *Archive) List(ctx context.Context, prefix string) (keys []string, err error) {
	in := &s3.ListObjectsV2Input{Bucket: aws.String(a.Bucket), Prefix: aws.String(prefix)}
	for {
		page, err := a.API.ListObjectsV2(ctx, in)
		if err != nil {
			return nil, awsfault.Wrap(err, "list "+prefix)
		}
		for _, o := range page.Contents {
			keys = append(keys, aws.ToString(o.Key))
		}
		if in.ContinuationToken = page.NextContinuationToken; !aws.ToBool(page.IsTruncated) || in.ContinuationToken == nil {
			return keys, nil
		}
	}
}

// get reads an object. NotFound when there is none.
func get(ctx context.Context, api API, bucket, key string) ([]byte, error) {
	object, err := api.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)})
	if err != nil {
		if missing(err) {
			return nil, &fault.Error{Kind: fault.NotFound, Err: err}
		}
		return nil, awsfault.Wrap(err, "read "+key)
	}
	defer object.Body.Close()
	data, err := io.ReadAll(object.Body)
	if err != nil {
		return nil, fault.Wrap(fault.Busy, err, "read "+key) // the line was cut
	}
	return data, nil
}

// missing tells whether an error says that there is no such object.
func missing(err error) bool {
	switch awsfault.Code(err) {
	case "NoSuchKey", "NotFound":
		return true
	}
	return false
}
