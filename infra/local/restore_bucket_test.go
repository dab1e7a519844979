package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/transfer"
)

// TestABucketTakesPacksAndReports, over HTTP.
func TestABucketTakesPacksAndReports(t *testing.T) {
	var mu sync.Mutex
	kept := map[string][]byte{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		key := strings.TrimPrefix(r.URL.Path, "/files/")
		switch body, there := kept[key]; {
		case r.Method == http.MethodPut:
			kept[key], _ = io.ReadAll(r.Body)
		case there:
			_, _ = w.Write(body)
		default:
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "<Error><Code>NoSuchKey</Code></Error>")
		}
	}))
	defer server.Close()
	b := newBucket(aws.Config{
		Region: "us-east-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	}, "files", t.Output())
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{"reports/r/report.csv": []byte("a,b\n")}
	for _, f := range p.Copies() {
		want["policies/"+p.ID()+"/"+f.Name] = f.Data
	}
	for range 2 { // again changes nothing
		for key, data := range want {
			if err := b.take(t.Context(), transfer.NewFile(key, data).File); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(kept))); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	other := transfer.NewFile("reports/r/report.csv", []byte("c,d\n")).File
	if err := b.take(t.Context(), other); err == nil || fault.Is(err, fault.Busy) {
		t.Errorf("other words under the same key: %v", err)
	}
}
