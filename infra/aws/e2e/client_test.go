//go:build unix

package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	signer "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/redress/redress/infra/aws/emulator"
)

// account makes calls to AWS's JSON protocols as the account's root. The SDK's
// clients of all these services would be a good part of the build.
type account struct {
	t        testing.TB
	endpoint string
}

// sign signs a request for a service.
func sign(r *http.Request, service string, body []byte) error {
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	r.Header.Set("X-Amz-Content-Sha256", hash)
	key := aws.Credentials{AccessKeyID: emulator.Key, SecretAccessKey: emulator.Key}
	return signer.NewSigner().SignHTTP(r.Context(), key, r, hash, service, emulator.Region, time.Now())
}

// send sends a signed request and gives the answer with its body read.
func (a account) send(ctx context.Context, service, method, path string, header map[string]string, body []byte) (*http.Response, []byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, a.endpoint+path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	for k, v := range header {
		r.Header.Set(k, v)
	}
	if err := sign(r, service, body); err != nil {
		return nil, nil, err
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s %s %s: %s: %s", service, method, path, res.Status, text)
	}
	return res, text, err
}

// rest calls a REST protocol.
func (a account) rest(service, method, path string, in, out any) {
	a.t.Helper()
	var body []byte
	if in != nil {
		body = mustJSON(a.t, in)
	}
	_, text, err := a.send(a.t.Context(), service, method, path, map[string]string{"Content-Type": "application/json"}, body)
	if err != nil {
		a.t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			a.t.Fatalf("%v in %s", err, text)
		}
	}
}

// call calls an operation of a protocol that names it in a header, such as
// AmazonSQS.ReceiveMessage.
func (a account) call(service, operation string, in, out any) {
	a.t.Helper()
	if err := a.try(a.t.Context(), service, operation, in, out); err != nil {
		a.t.Fatal(err)
	}
}

// try is call where a failure is no end of the test.
func (a account) try(ctx context.Context, service, operation string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	header := map[string]string{"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": operation}
	_, text, err := a.send(ctx, service, http.MethodPost, "/", header, body)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(text, out)
}

func mustJSON(t testing.TB, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// eventually asks until the answer is yes, and fails the test with what was
// missing when it is not until then.
func eventually(t testing.TB, within time.Duration, what string, ask func() bool) {
	t.Helper()
	for deadline := time.Now().Add(within); !ask(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", within, what)
		}
		select {
		case <-t.Context().Done():
			t.Fatalf("the test ended before: %s", what)
		case <-time.After(200 * time.Millisecond):
		}
	}
}
