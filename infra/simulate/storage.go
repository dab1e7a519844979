package simulate

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/standin"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/workflow"
)

// storage is where a play keeps its cases and its executions. It does not fail.
type storage struct {
	complaint.Store
	workflow.Journal
	// process is the store of a process that starts, which remembers nothing yet of
	// what was read.
	process func() complaint.Store
	// restarted ends what processes had in hand that have died.
	restarted func(context.Context) error
	close     func(context.Context) error
}

// storage opens what the spec asks for, empty: everything in SQLite, or cases in a
// table of DynamoDB, in which every function is a process of its own.
func (s Spec) storage(ctx context.Context) (*storage, error) {
	if s.open != nil {
		return s.open()
	}
	if s.Endpoint == "" {
		return inSQLite()
	}
	client, err := s.client(ctx)
	if err != nil {
		return nil, err
	}
	return inTable(ctx, client)
}

func inSQLite() (*storage, error) {
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		return nil, err
	}
	return inOne(db), nil
}

// inOne keeps everything in one database.
func inOne(db *sqlite.DB) *storage {
	return &storage{
		Store: db, Journal: db, process: func() complaint.Store { return db }, restarted: db.Unlease,
		close: func(context.Context) error { return db.Close() },
	}
}

// inTable makes a table, which is removed in the end. Leases that the dead leave in
// it end by themselves.
func inTable(ctx context.Context, client *dynamodb.Client) (*storage, error) {
	runs, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		return nil, err
	}
	table := standin.Name()
	remove := func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		return errors.Join(standin.Remove(ctx, client, table), runs.Close())
	}
	if err := standin.Make(ctx, client, dynamo.Schema(table)); err != nil {
		_ = remove(ctx) // mostly it was not made
		return nil, fmt.Errorf("make a table to play in: %w", err)
	}
	process := func() complaint.Store { return dynamo.New(client, table) }
	return &storage{
		Store: process(), Journal: runs, process: process, close: remove,
		restarted: func(context.Context) error { return nil },
	}, nil
}

// client is one of the spec's endpoint: with the credentials of nobody, or with those
// of the environment where the endpoint may be anywhere.
func (s Spec) client(ctx context.Context) (*dynamodb.Client, error) {
	if !s.Anywhere {
		if err := near(ctx, s.Endpoint); err != nil {
			return nil, err
		}
		return standin.Client(s.Endpoint), nil
	}
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	cfg.BaseEndpoint = &s.Endpoint
	return dynamodb.NewFromConfig(cfg), nil
}

// near refuses an endpoint that is not on this machine or in its private network.
func near(ctx context.Context, endpoint string) error {
	u, err := url.Parse(endpoint)
	if err != nil {
		return fmt.Errorf("endpoint: %w", err)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return fmt.Errorf("endpoint %q is no URL such as http://127.0.0.1:8000", endpoint)
	}
	all, err := net.DefaultResolver.LookupNetIP(ctx, "ip", u.Hostname())
	if err != nil {
		return fmt.Errorf("endpoint: %w", err)
	}
	if slices.ContainsFunc(all, func(a netip.Addr) bool { a = a.Unmap(); return !a.IsLoopback() && !a.IsPrivate() }) {
		return fmt.Errorf("endpoint %s is neither on this machine nor in a private network", endpoint)
	}
	return nil
}
