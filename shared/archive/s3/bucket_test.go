package s3_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	api "github.com/aws/aws-sdk-go-v2/service/s3"
)

// bucket answers as S3 does, over HTTP, with pages of two keys. It holds a sender
// to the length, type and checksum of a request, and looks at no signature.
type bucket struct {
	mu    sync.Mutex
	files map[string][]byte
	tags  map[string]string // of files, by key: what GuardDuty has found
	// fails says which calls fail, "PUT policies/x": an error's code and status.
	fails map[string]failure
	calls []string
}

type failure struct {
	code   string
	status int
}

func (b *bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/bucket"), "/")
	call := r.Method + " " + key
	b.calls = append(b.calls, call)
	_, there := b.files[key]
	switch f, fails := b.fails[call]; {
	case fails:
		refuse(w, f.code, f.status)
	case r.Method == http.MethodPut && r.Header.Get("If-None-Match") == "*" && there:
		refuse(w, "PreconditionFailed", http.StatusPreconditionFailed)
	case r.Header.Get("X-Amz-Copy-Source") != "":
		b.copy(w, key, r.Header)
	case r.Method == http.MethodPut:
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(err) // the test's own client
		}
		if sum := r.Header.Get("X-Amz-Checksum-Sha256"); sum != "" && sum != sumOf(body) {
			refuse(w, "BadDigest", http.StatusBadRequest)
			return
		}
		b.files[key] = body
	case r.Method == http.MethodDelete:
		delete(b.files, key)
		w.WriteHeader(http.StatusNoContent)
	case r.URL.Query().Has("tagging"):
		_, _ = fmt.Fprintf(w, "<Tagging><TagSet><Tag><Key>GuardDutyMalwareScanStatus</Key><Value>%s</Value></Tag></TagSet></Tagging>", b.tags[key])
	case key == "":
		b.list(w, r.URL.Query().Get("prefix"), r.URL.Query().Get("continuation-token"))
	case there:
		w.Header().Set("X-Amz-Checksum-Sha256", sumOf(b.files[key]))
		w.Header().Set("ETag", etag(b.files[key]))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.files[key])) // ranges and conditions too
	default:
		refuse(w, "NoSuchKey", http.StatusNotFound)
	}
}

// copy is CopyObject within the bucket.
func (b *bucket) copy(w http.ResponseWriter, key string, h http.Header) {
	from, there := b.files[strings.TrimPrefix(h.Get("X-Amz-Copy-Source"), "bucket/")]
	switch {
	case !there:
		refuse(w, "NoSuchKey", http.StatusNotFound)
	case h.Get("X-Amz-Copy-Source-If-Match") != etag(from):
		refuse(w, "PreconditionFailed", http.StatusPreconditionFailed)
	default:
		b.files[key] = from
		_, _ = io.WriteString(w, "<CopyObjectResult></CopyObjectResult>")
	}
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.StdEncoding.EncodeToString(sum[:])
}

func etag(data []byte) string { return `"` + sumOf(data) + `"` }

func (b *bucket) list(w io.Writer, prefix, after string) {
	type object struct{ Key string }
	out := struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		IsTruncated           bool
		NextContinuationToken string
		Contents              []object
	}{}
	for _, key := range slices.Sorted(maps.Keys(b.files)) {
		if !strings.HasPrefix(key, prefix) || key <= after {
			continue
		}
		if len(out.Contents) == 2 {
			out.IsTruncated, out.NextContinuationToken = true, out.Contents[1].Key
			break
		}
		out.Contents = append(out.Contents, object{key})
	}
	_ = xml.NewEncoder(w).Encode(out)
}

func refuse(w http.ResponseWriter, code string, status int) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "<Error><Code>"+code+"</Code><Message>no</Message></Error>")
}

// open gives a client of a bucket.
func open(t *testing.T) (*bucket, *api.Client) {
	t.Helper()
	b := &bucket{files: map[string][]byte{}, tags: map[string]string{}, fails: map[string]failure{}}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	return b, api.New(api.Options{
		Region: "cn-north-1", BaseEndpoint: aws.String(server.URL), UsePathStyle: true, RetryMaxAttempts: 1,
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
		}),
	})
}
