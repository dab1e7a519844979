package main

import (
	"bytes"
	"crypto/rand"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	archives3 "github.com/redress/redress/shared/archive/s3"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/transfer"
	"github.com/redress/redress/shared/web"
)

// testBucket is an empty bucket of an emulator.
func testBucket(t *testing.T) (*s3.Client, string) {
	t.Helper()
	client := s3.New(s3.Options{
		Region: dynamotest.Region, BaseEndpoint: aws.String(dynamotest.Endpoint(t)), UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
	name := "files-" + strings.ToLower(rand.Text())
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatal(err)
	}
	return client, name
}

// direct makes a call to the bucket itself, by an address that was signed.
func direct(t *testing.T, method, address string, headers map[string]string, data string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// TestFilesOfCasesInABucket takes a photo from its announcement to its removal, as
// on AWS: the program signs, and the sender and the reader go to the bucket.
func TestFilesOfCasesInABucket(t *testing.T) {
	client, name := testBucket(t)
	a := testApp(t, "real")
	files := &evidence.Files{
		Desk: a.desk, Depot: &archives3.Depot{API: client, Signer: archives3.NewSigner(client), Bucket: name, Now: time.Now},
		Scanner: &archives3.Scanner{API: client, Bucket: name}, NewID: rand.Text,
	}
	cases := web.Cases{Desk: a.desk, Authenticate: web.DevTokens(a.policy)}
	d := &door{t: t, handler: web.New(&intake.Handler{Desk: a.desk, Evidence: files}, &casework.Handler{Cases: cases, Evidence: files})}
	r := d.submitted()
	calls, code := "/v1/complaints/"+r.Reference+"/evidence", "Tracking-Code: "+r.TrackingCode
	keys := func() (list []string) {
		out, err := client.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: &name})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range out.Contents {
			list = append(list, *o.Key)
		}
		return list
	}
	photo := jpeg(strings.Repeat("表", 5000))

	var a1 evidence.Announced
	d.must(201, &a1, "POST", calls, announcement("电表 1.jpg", "image/jpeg", photo), code)
	d.must(409, nil, "POST", calls+"/"+a1.ID+"/received", "", code)
	if status, text := direct(t, a1.Upload.Method, a1.Upload.URL, a1.Upload.Headers, photo); status != 200 {
		t.Fatalf("upload: status %d: %s", status, text)
	}
	for range 2 {
		d.must(200, nil, "POST", calls+"/"+a1.ID+"/received", "", code)
	}
	kept := "evidence/" + r.Reference + "/" + a1.ID
	if got := keys(); !slices.Equal(got, []string{kept}) {
		t.Errorf("objects %q", got)
	}
	d.must(409, nil, "GET", calls+"/"+a1.ID, "", code) // nobody has looked for malware yet
	if _, err := client.PutObjectTagging(t.Context(), &s3.PutObjectTaggingInput{Bucket: &name, Key: &kept, Tagging: &types.Tagging{
		TagSet: []types.Tag{{Key: aws.String(archives3.ScanTag), Value: aws.String("NO_THREATS_FOUND")}},
	}}); err != nil {
		t.Fatal(err)
	}
	var link evidence.Link
	d.must(200, &link, "GET", calls+"/"+a1.ID, "", code)
	if status, text := direct(t, "GET", link.URL, nil, ""); status != 200 || text != photo {
		t.Errorf("the file: status %d, %d bytes", status, len(text))
	}
	d.must(200, nil, "POST", "/v1/cases/"+r.Reference+"/evidence-removal", `{"id":"`+a1.ID+`","reason":"x"}`, staffOf("admin", "*"))
	if got := keys(); len(got) != 0 {
		t.Errorf("after the removal: %q", got)
	}

	var a2 evidence.Announced
	html := "<html></html>"
	d.must(201, &a2, "POST", calls, announcement("a.jpg", "image/jpeg", html), code)
	if status, text := direct(t, a2.Upload.Method, a2.Upload.URL, a2.Upload.Headers, html); status != 200 {
		t.Fatalf("upload: status %d: %s", status, text)
	}
	d.must(422, nil, "POST", calls+"/"+a2.ID+"/received", "", code)
	if got := keys(); len(got) != 0 {
		t.Errorf("after the refusal: %q", got)
	}
}

// TestATableTakesFilesOfCasesToTheirBucket: those of an export, where one is named.
func TestATableTakesFilesOfCasesToTheirBucket(t *testing.T) {
	client, name := testBucket(t)
	f := transfer.NewFile("evidence/202611-000001/KQ7", []byte(jpeg("x")))
	for _, to := range []*archives3.Archive{nil, {API: client, Bucket: name}} {
		for range 2 {
			if err := (&table{evidence: to}).take(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
	}
	file := evidence.File{Reference: "202611-000001", Evidence: complaint.Evidence{ID: "KQ7"}}
	found, err := (&archives3.Depot{API: client, Bucket: name}).Look(t.Context(), file)
	if err != nil || !bytes.Equal(found.Head, f.File.Bytes()) {
		t.Errorf("found %+v, %v", found, err)
	}
}
