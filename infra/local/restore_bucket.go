package main

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	archives3 "github.com/redress/redress/shared/archive/s3"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
	"github.com/redress/redress/shared/store/transfer"
)

// bucket takes the files that lie beside a table. The files of a policy pack
// are gathered first, since a copy of a pack must be whole.
type bucket struct {
	reports *archives3.Archive
	copies  *archives3.Copies
	stderr  io.Writer

	mu    sync.Mutex // guards packs
	packs map[string]fstest.MapFS
}

func bucketAPI(cfg aws.Config) *s3.Client {
	return s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = cfg.BaseEndpoint != nil })
}

func newBucket(cfg aws.Config, name string, stderr io.Writer) *bucket {
	api := bucketAPI(cfg)
	return &bucket{
		reports: &archives3.Archive{API: api, Bucket: name}, copies: &archives3.Copies{API: api, Bucket: name},
		stderr: stderr, packs: map[string]fstest.MapFS{},
	}
}

func (b *bucket) take(ctx context.Context, f *transfer.File) error {
	rest, ok := strings.CutPrefix(f.Key, "policies/")
	if !ok {
		return keepFile(ctx, b.reports, f.Key, paper.ContentType(strings.TrimPrefix(path.Ext(f.Key), ".")), f.Bytes())
	}
	id, name, _ := strings.Cut(rest, "/")
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.packs[id] == nil {
		b.packs[id] = fstest.MapFS{}
	}
	b.packs[id][name] = &fstest.MapFile{Data: f.Bytes()}
	return nil
}

// settle keeps the packs that were gathered. One that this program cannot read
// would not be read from the bucket either.
func (b *bucket) settle(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, files := range b.packs {
		p, err := policy.Load(files)
		if err != nil || p.ID() != id {
			fmt.Fprintf(b.stderr, "policy %s cannot be read by this program and is not kept in the bucket\n", id)
		} else if err := b.copies.Keep(ctx, p); err != nil {
			return fmt.Errorf("keep policy %s: %w", id, err)
		}
		delete(b.packs, id)
	}
	return nil
}
