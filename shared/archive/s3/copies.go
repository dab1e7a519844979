package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"testing/fstest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
	"github.com/redress/redress/shared/parallel"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
)

// Copies keeps copies of policy versions.
type Copies struct {
	API    API
	Bucket string
}

const (
	// atOnce is how many files of a copy are read at a time.
	atOnce = 8
	// patience is how long the reading of a copy may take.
	patience = 10 * time.Second
)

func place(id, file string) string { return "policies/" + id + "/" + file }

// Open opens the copy of a version; it is a [shelf.Opener]. A copy that is not
// whole is none. Who may not list the bucket is told that a file is denied
// instead of missing, so for the file that marks a copy the two are one.
func (c *Copies) Open(id string) (fs.FS, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	mark, err := get(ctx, c.API, c.Bucket, place(id, policy.CompleteFile))
	if fault.Is(err, fault.NotFound) || awsfault.Code(err) == "AccessDenied" {
		return nil, errors.Join(fs.ErrNotExist, err)
	}
	if err != nil {
		return nil, err
	}
	names := policy.Listed(mark)
	if len(names) == 0 {
		return nil, fmt.Errorf("the copy of policy %s does not say which files it has", id)
	}
	var mu sync.Mutex // guards files
	files := fstest.MapFS{policy.CompleteFile: {Data: mark}}
	err = parallel.Each(atOnce, names, func(name string) error {
		data, err := get(ctx, c.API, c.Bucket, place(id, name))
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		files[name] = &fstest.MapFile{Data: data}
		return nil
	})
	return files, err
}

// Keep keeps a copy of a policy unless there is one. A version is what it is for
// ever: other words under the same id are refused, also when two try at once.
func (c *Copies) Keep(ctx context.Context, p *policy.Policy) error {
	kept, err := c.Open(p.ID())
	if err == nil {
		return shelf.Same(p, kept)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, f := range p.Copies() { // the mark last: until then there is no copy
		if err := c.put(ctx, p, f); err != nil {
			return err
		}
	}
	return nil
}

// put writes a file of a copy. One that is there, since another is writing the
// copy or has died over it, must be the same.
func (c *Copies) put(ctx context.Context, p *policy.Policy, f policy.File) error {
	key := place(p.ID(), f.Name)
	_, err := c.API.PutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String(c.Bucket), Key: aws.String(key), Body: bytes.NewReader(f.Data), IfNoneMatch: aws.String("*"),
	})
	if awsfault.Code(err) != "PreconditionFailed" {
		return awsfault.Wrap(err, "keep "+key, "ConditionalRequestConflict")
	}
	then, err := get(ctx, c.API, c.Bucket, key)
	if err == nil && !bytes.Equal(then, f.Data) {
		return shelf.OtherWords(p, f.Name)
	}
	return err
}
