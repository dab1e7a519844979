package s3_test

import (
	"context"
	"encoding/xml"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	api "github.com/aws/aws-sdk-go-v2/service/s3"
)

// bucket answers as S3 does, over HTTP, with pages of two keys.
type bucket struct {
	mu    sync.Mutex
	files map[string][]byte
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
	case r.Method == http.MethodPut:
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(err) // the test's own client
		}
		b.files[key] = body
	case key == "":
		b.list(w, r.URL.Query().Get("prefix"), r.URL.Query().Get("continuation-token"))
	case there:
		_, _ = w.Write(b.files[key])
	default:
		refuse(w, "NoSuchKey", http.StatusNotFound)
	}
}

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
	b := &bucket{files: map[string][]byte{}, fails: map[string]failure{}}
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
