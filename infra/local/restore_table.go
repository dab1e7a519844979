package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	archives3 "github.com/redress/redress/shared/archive/s3"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/transfer"
)

// table is a DynamoDB table being restored.
type table struct {
	name  string
	into  *dynamo.Restoration
	files *bucket // policy packs and reports; nil when none is named
	// evidence are the files of cases; nil likewise.
	evidence *archives3.Archive
}

// openTable begins the restore into a table, with region and credentials from
// where every AWS tool has them.
func (f restoreFlags) openTable(ctx context.Context, head transfer.Head, stderr io.Writer) (place, error) {
	cfg, err := f.aws(ctx)
	if err != nil {
		return nil, err
	}
	into, err := dynamo.Restore(ctx, dynamodb.NewFromConfig(cfg), f.table, head.State, time.Now())
	if err != nil {
		return nil, err
	}
	t := &table{name: f.table, into: into}
	if f.bucket != "" {
		t.files = newBucket(cfg, f.bucket, stderr)
	}
	if f.evidence != "" {
		t.evidence = &archives3.Archive{API: bucketAPI(cfg), Bucket: f.evidence}
	}
	if !t.done() {
		t.advise(head, stderr)
	}
	return t, nil
}

// aws is the configuration of clients that do as many calls at a time as asked for.
func (f restoreFlags) aws(ctx context.Context) (aws.Config, error) {
	client := awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) { t.MaxIdleConnsPerHost = f.parallel })
	cfg, err := awsconfig.LoadDefaultConfig(ctx, awsconfig.WithRegion(f.region), awsconfig.WithHTTPClient(client), awsconfig.WithRetryMaxAttempts(8))
	if err != nil {
		return cfg, err
	}
	if cfg.Region == "" {
		return cfg, errors.New("no region is known: give -region, or AWS_REGION in the environment")
	}
	if f.endpoint != "" {
		cfg.BaseEndpoint = &f.endpoint
	}
	return cfg, nil
}

// advise says what the operator has to see to.
func (t *table) advise(head transfer.Head, stderr io.Writer) {
	if at := head.Settings[virtualNow]; at != "" {
		fmt.Fprintf(stderr, "the export comes from virtual time, at %s: in the table everything is due by the real clock\n", at)
	}
	if t.files == nil {
		fmt.Fprintln(stderr, "policy packs and reports are left out, as no -bucket is given: "+
			"cases of a pack that is not in force are then treated by the one that is")
	}
	if t.evidence == nil {
		fmt.Fprintln(stderr, "the files of cases are left out, as no -evidence is given: cases name them, and nobody can open them")
	}
}

func (t *table) done() bool { return !t.into.Finished.IsZero() }

// take keeps files in their buckets, and all else in the table.
func (t *table) take(ctx context.Context, r transfer.Record) error {
	switch {
	case r.File != nil && strings.HasPrefix(r.File.Key, "evidence/"):
		if t.evidence == nil {
			return nil
		}
		return keepFile(ctx, t.evidence, r.File.Key, "application/octet-stream", r.File.Bytes()) // a link says its type
	case r.File != nil && t.files == nil:
		return nil
	case r.File != nil:
		return t.files.take(ctx, r.File)
	}
	if err := t.packs(ctx); err != nil {
		return err
	}
	return t.into.Take(ctx, r)
}

// packs keeps the policy packs, which come before everything else.
func (t *table) packs(ctx context.Context) error {
	if t.files == nil {
		return nil
	}
	return t.files.settle(ctx)
}

func (t *table) finish(ctx context.Context) error {
	if err := t.packs(ctx); err != nil {
		return err
	}
	return t.into.Finish(ctx, time.Now())
}

func (t *table) left(c transfer.Counts) string {
	return fmt.Sprintf("table %s is not complete: it has taken %s; bring the same export again", t.name, c)
}

func (t *table) close() error { return nil }
