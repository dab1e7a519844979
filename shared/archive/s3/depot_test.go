package s3_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	api "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/archive/s3"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
)

// photo is a file that is announced, with what is in it.
func photo() (evidence.File, []byte) {
	data := []byte("\xFF\xD8\xFF\xE0 a photo")
	sum := sha256.Sum256(data)
	return evidence.File{Reference: "202611-000001", Evidence: complaint.Evidence{
		ID: "KQ7", Name: "电表 1.jpg", ContentType: "image/jpeg", Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:]),
	}}, data
}

func depot(client *api.Client) *s3.Depot {
	return &s3.Depot{API: client, Signer: s3.NewSigner(client), Bucket: "bucket", Now: time.Now}
}

// put sends data as an upload says, and gives the status.
func put(t *testing.T, up evidence.Upload, data []byte) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), up.Method, up.URL, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range up.Headers {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

func TestUploadsGoToTheOriginOfTheBucket(t *testing.T) {
	for _, region := range []string{"cn-north-1", "cn-northwest-1", "us-east-1", "eu-west-2"} {
		client := api.New(api.Options{Region: region, Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
		})})
		f, _ := photo()
		up, err := depot(client).Invite(t.Context(), f, time.Now().Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if origin := s3.Origin(region, "bucket"); !strings.HasPrefix(up.URL, origin+"/incoming/") {
			t.Errorf("in %s a file goes to %s, and its origin is %s", region, up.URL, origin)
		}
	}
}

// TestAnUploadIsBoundToItsFile: what S3 must hold a sender to is signed, as headers.
func TestAnUploadIsBoundToItsFile(t *testing.T) {
	b, client := open(t)
	f, data := photo()
	until := time.Now().Add(15 * time.Minute)
	up, err := depot(client).Invite(t.Context(), f, until)
	if err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(up.URL)
	if err != nil {
		t.Fatal(err)
	}
	signed := address.Query().Get("X-Amz-SignedHeaders")
	if address.Path != "/bucket/incoming/202611-000001/KQ7" || signed != "content-length;content-type;host;x-amz-checksum-sha256" ||
		address.Query().Get("X-Amz-Expires") != "900" || up.Method != "PUT" || !up.ExpiresAt.Equal(until) {
		t.Errorf("upload %+v signs %s", up, signed)
	}
	want := map[string]string{"content-type": "image/jpeg", "x-amz-checksum-sha256": base64.StdEncoding.EncodeToString(f.Checksum())}
	if diff := cmp.Diff(want, up.Headers); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	if got := put(t, up, bytes.ToUpper(data)); got != 400 {
		t.Errorf("other bytes: status %d", got)
	}
	if got := put(t, up, data); got != 200 || !bytes.Equal(b.files["incoming/202611-000001/KQ7"], data) {
		t.Errorf("the file: status %d", got)
	}
}

func TestAFileIsKeptAsItWasLookedAt(t *testing.T) {
	b, client := open(t)
	f, data := photo()
	d := depot(client)
	if _, err := d.Look(t.Context(), f); !fault.Is(err, fault.NotFound) {
		t.Errorf("before it has come: %v", err)
	}
	b.files["incoming/"+f.Key()] = append(slices.Clone(data), make([]byte, 10_000)...)
	found, err := d.Look(t.Context(), f)
	if err != nil || found.Size != int64(len(data))+10_000 || len(found.Head) != evidence.HeadSize || !bytes.HasPrefix(found.Head, data) {
		t.Errorf("a long file: %d bytes, head %d, %v", found.Size, len(found.Head), err)
	}
	b.files["incoming/"+f.Key()] = data
	if err := d.Keep(t.Context(), f, found); !fault.Is(err, fault.Busy) {
		t.Errorf("another came after it was looked at: %v", err)
	}
	for range 2 { // a second time, as after a crash, changes nothing
		if found, err = d.Look(t.Context(), f); err != nil || found.Size != f.Size || found.SHA256 != f.SHA256 || !bytes.Equal(found.Head, data) {
			t.Fatalf("found %+v, %v", found, err)
		}
		if err := d.Keep(t.Context(), f, found); err != nil {
			t.Fatal(err)
		}
		if keys := slices.Sorted(maps.Keys(b.files)); !slices.Equal(keys, []string{"evidence/" + f.Key()}) {
			t.Errorf("files %q", keys)
		}
	}
	b.files["incoming/"+f.Key()] = data
	if err := d.Refuse(t.Context(), f); err != nil || b.files["incoming/"+f.Key()] != nil || b.files["evidence/"+f.Key()] == nil {
		t.Errorf("a refusal takes what came and nothing that is kept: %v", err)
	}
	for range 2 {
		if err := d.Remove(t.Context(), f); err != nil || len(b.files) != 0 {
			t.Errorf("%d files are left, %v", len(b.files), err)
		}
	}
	b.files["incoming/"+f.Key()] = nil
	if found, err := d.Look(t.Context(), f); err != nil || found.Size != 0 {
		t.Errorf("an empty file: %+v, %v", found, err)
	}
}

// TestALinkSavesAndDoesNotShow: who opens it in a browser gets a file.
func TestALinkSavesAndDoesNotShow(t *testing.T) {
	b, client := open(t)
	f, data := photo()
	b.files["evidence/"+f.Key()] = data
	link, err := depot(client).Link(t.Context(), f, time.Now().Add(5*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	q := address.Query()
	if q.Get("response-content-disposition") != "attachment; filename*=UTF-8''%E7%94%B5%E8%A1%A8%201.jpg" || q.Get("response-content-type") != "image/jpeg" ||
		q.Get("response-cache-control") != "private, no-store" || q.Get("X-Amz-Expires") != "300" || strings.Contains(address.Path, "incoming") {
		t.Errorf("link %s", link)
	}
}

// TestAMissingFileMayBeDenied: who may not list the bucket is told so.
func TestAMissingFileMayBeDenied(t *testing.T) {
	b, client := open(t)
	f, _ := photo()
	b.fails["HEAD incoming/"+f.Key()], b.fails["HEAD evidence/"+f.Key()] = failure{"AccessDenied", 403}, failure{"AccessDenied", 403}
	if _, err := depot(client).Look(t.Context(), f); !fault.Is(err, fault.NotFound) {
		t.Errorf("denied: %v", err)
	}
	b.fails["HEAD incoming/"+f.Key()] = failure{"InternalError", 500}
	if _, err := depot(client).Look(t.Context(), f); !fault.Is(err, fault.Busy) {
		t.Errorf("a bucket that does not answer: %v", err)
	}
}

func TestAScanIsReadFromItsTag(t *testing.T) {
	b, client := open(t)
	f, data := photo()
	b.files["evidence/"+f.Key()] = data
	for tag, want := range map[string]complaint.Scan{
		"": "", "NO_THREATS_FOUND": complaint.Clean, "THREATS_FOUND": complaint.Infected,
		"UNSUPPORTED": "", "ACCESS_DENIED": "", "FAILED": "", "something else": "",
	} {
		b.tags["evidence/"+f.Key()] = tag
		got, err := (&s3.Scanner{API: client, Bucket: "bucket"}).Scan(t.Context(), f)
		if err != nil || got != want {
			t.Errorf("tag %q: %q, %v; want %q", tag, got, err, want)
		}
	}
	b.fails["GET evidence/"+f.Key()] = failure{"AccessDenied", 403}
	if _, err := (&s3.Scanner{API: client, Bucket: "bucket"}).Scan(t.Context(), f); !fault.Is(err, fault.Internal) {
		t.Errorf("denied: %v", err)
	}
}
