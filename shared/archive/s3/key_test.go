package s3_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/redress/redress/shared/archive/s3"
	"github.com/redress/redress/shared/fault"
)

func TestAKeyIsDrawnOnceWhoeverAsks(t *testing.T) {
	b, client := open(t)
	keys := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			k := &s3.Key{API: client, Bucket: "bucket", Name: "keys/links", Size: 32}
			key, err := k.Get(t.Context())
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	all.Wait()
	for _, key := range keys {
		if len(key) != 32 || !bytes.Equal(key, b.files["keys/links"]) {
			t.Errorf("a key of %d bytes, which is not the one that is kept", len(key))
		}
	}
}

func TestAKeyIsReadOnce(t *testing.T) {
	b, client := open(t)
	k := &s3.Key{API: client, Bucket: "bucket", Name: "keys/links", Size: 32}
	b.fails["PUT keys/links"] = failure{"SlowDown", 503}
	if _, err := k.Get(t.Context()); !fault.Is(err, fault.Busy) {
		t.Errorf("a bucket that does not answer: %v", err)
	}
	delete(b.fails, "PUT keys/links")
	for range 3 {
		if _, err := k.Get(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if calls := strings.Join(b.calls, ", "); calls != "GET keys/links, PUT keys/links, GET keys/links, PUT keys/links" {
		t.Errorf("calls %s", calls)
	}
	b.files["keys/links"] = []byte("short")
	if _, err := (&s3.Key{API: client, Bucket: "bucket", Name: "keys/links", Size: 32}).Get(t.Context()); !fault.Is(err, fault.Internal) || strings.Contains(err.Error(), "short") {
		t.Errorf("a key that is cut: %v", err)
	}
}
