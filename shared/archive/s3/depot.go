package s3

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
)

// FilesAPI is what a depot calls of S3; *s3.Client has it.
type FilesAPI interface {
	HeadObject(context.Context, *s3.HeadObjectInput, ...func(*s3.Options)) (*s3.HeadObjectOutput, error)
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
	CopyObject(context.Context, *s3.CopyObjectInput, ...func(*s3.Options)) (*s3.CopyObjectOutput, error)
	DeleteObject(context.Context, *s3.DeleteObjectInput, ...func(*s3.Options)) (*s3.DeleteObjectOutput, error)
}

// Signer signs requests for others; *s3.PresignClient does.
type Signer interface {
	PresignPutObject(context.Context, *s3.PutObjectInput, ...func(*s3.PresignOptions)) (*v4.PresignedHTTPRequest, error)
	PresignGetObject(context.Context, *s3.GetObjectInput, ...func(*s3.PresignOptions)) (*v4.PresignedHTTPRequest, error)
}

// Depot keeps files of cases in a bucket of their own, see [evidence.Depot]. As they
// come they lie under "incoming/", from where the bucket's lifecycle removes what
// nobody confirms; what is kept lies under "evidence/", out of reach of the request
// by which it came.
type Depot struct {
	API    FilesAPI
	Signer Signer
	Bucket string
	Now    func() time.Time
}

func incoming(f evidence.File) string { return "incoming/" + f.Key() }
func kept(f evidence.File) string     { return "evidence/" + f.Key() }

// Origin is that of the addresses which S3 has for a bucket, for browsers to be told
// where they may send to.
func Origin(region, bucket string) string {
	suffix := "amazonaws.com"
	if strings.HasPrefix(region, "cn-") {
		suffix += ".cn"
	}
	return "https://" + bucket + ".s3." + region + "." + suffix
}

// NewSigner makes a signer that signs what S3 is to hold a sender to as headers
// of the request, and moves none of it into the address.
func NewSigner(client *s3.Client) *s3.PresignClient {
	return s3.NewPresignClient(client, func(o *s3.PresignOptions) {
		o.Presigner = v4.NewSigner(func(so *v4.SignerOptions) { so.DisableHeaderHoisting, so.DisableURIPathEscaping = true, true })
	})
}

// Invite signs a PUT with its length, type and checksum: S3 refuses a request with
// others, and a body that is not of them.
func (d *Depot) Invite(ctx context.Context, f evidence.File, until time.Time) (evidence.Upload, error) {
	signed, err := d.Signer.PresignPutObject(ctx, &s3.PutObjectInput{
		Bucket: aws.String(d.Bucket), Key: aws.String(incoming(f)), ContentType: aws.String(f.ContentType), ContentLength: aws.Int64(f.Size),
		ChecksumSHA256: aws.String(base64.StdEncoding.EncodeToString(f.Checksum())),
	}, d.expire(until))
	if err != nil {
		return evidence.Upload{}, fault.Wrap(fault.Internal, err, "sign an upload")
	}
	up := evidence.Upload{Method: signed.Method, URL: signed.URL, Headers: map[string]string{}, ExpiresAt: until}
	for name, values := range signed.SignedHeader {
		if name = strings.ToLower(name); name != "host" && name != "content-length" { // every client sends these by itself
			up.Headers[name] = strings.Join(values, ", ")
		}
	}
	return up, nil
}

// expire gives a signature as long as is left.
func (d *Depot) expire(until time.Time) func(*s3.PresignOptions) {
	return func(o *s3.PresignOptions) { o.Expires = until.Sub(d.Now()).Round(time.Second) }
}

// Look implements [evidence.Depot].
func (d *Depot) Look(ctx context.Context, f evidence.File) (evidence.Found, error) {
	found, err := d.look(ctx, incoming(f))
	if fault.Is(err, fault.NotFound) {
		return d.look(ctx, kept(f))
	}
	return found, err
}

func (d *Depot) look(ctx context.Context, key string) (evidence.Found, error) {
	head, err := d.API.HeadObject(ctx, &s3.HeadObjectInput{
		Bucket: aws.String(d.Bucket), Key: aws.String(key), ChecksumMode: types.ChecksumModeEnabled,
	})
	if err != nil {
		return evidence.Found{}, absent(err, "look at "+key)
	}
	found := evidence.Found{Size: aws.ToInt64(head.ContentLength), Version: aws.ToString(head.ETag)}
	if sum, err := base64.StdEncoding.DecodeString(aws.ToString(head.ChecksumSHA256)); err == nil {
		found.SHA256 = hex.EncodeToString(sum)
	}
	if found.Size == 0 {
		return found, nil // a range of nothing is refused
	}
	object, err := d.API.GetObject(ctx, &s3.GetObjectInput{
		Bucket: aws.String(d.Bucket), Key: aws.String(key), IfMatch: head.ETag, Range: aws.String("bytes=0-" + strconv.Itoa(evidence.HeadSize-1)),
	})
	if err != nil {
		return found, absent(err, "read "+key)
	}
	defer object.Body.Close()
	if found.Head, err = io.ReadAll(io.LimitReader(object.Body, evidence.HeadSize)); err != nil {
		return found, fault.Wrap(fault.Busy, err, "read "+key) // the line was cut
	}
	return found, nil
}

// absent gives an error of S3; NotFound when there is no such object. Who may not
// list the bucket is told that it is denied, and without an error document.
func absent(err error, doing string) error {
	if missing(err) || slices.Contains([]string{"AccessDenied", "Forbidden"}, awsfault.Code(err)) {
		return &fault.Error{Kind: fault.NotFound, Err: err}
	}
	return awsfault.Wrap(err, doing, "PreconditionFailed") // another has come meanwhile
}

// Keep copies just the bytes that were looked at, then removes those that came.
func (d *Depot) Keep(ctx context.Context, f evidence.File, found evidence.Found) error {
	_, err := d.API.CopyObject(ctx, &s3.CopyObjectInput{
		Bucket: aws.String(d.Bucket), Key: aws.String(kept(f)), CopySource: aws.String(d.Bucket + "/" + incoming(f)),
		CopySourceIfMatch: aws.String(found.Version), ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
		TaggingDirective: types.TaggingDirectiveReplace, // what a scan finds is tagged on the copy alone
	})
	err = absent(err, "keep "+kept(f))
	if fault.Is(err, fault.NotFound) { // it is kept already: that is what was looked at
		_, err = d.look(ctx, kept(f))
		return err
	}
	if err != nil {
		return err
	}
	return d.remove(ctx, incoming(f))
}

// Link signs a GET that says under which name the file is saved.
func (d *Depot) Link(ctx context.Context, f evidence.File, until time.Time) (string, error) {
	signed, err := d.Signer.PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: aws.String(d.Bucket), Key: aws.String(kept(f)), ResponseContentType: aws.String(f.ContentType),
		ResponseContentDisposition: aws.String(f.Disposition()), ResponseCacheControl: aws.String("private, no-store"),
	}, d.expire(until))
	if err != nil {
		return "", fault.Wrap(fault.Internal, err, "sign a link")
	}
	return signed.URL, nil
}

// Refuse implements [evidence.Depot].
func (d *Depot) Refuse(ctx context.Context, f evidence.File) error { return d.remove(ctx, incoming(f)) }

// Remove implements [evidence.Depot].
func (d *Depot) Remove(ctx context.Context, f evidence.File) error {
	if err := d.remove(ctx, incoming(f)); err != nil {
		return err
	}
	return d.remove(ctx, kept(f))
}

func (d *Depot) remove(ctx context.Context, key string) error {
	_, err := d.API.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: aws.String(d.Bucket), Key: aws.String(key)})
	return awsfault.Wrap(err, "remove "+key)
}

// TagsAPI is what a scanner calls of S3.
type TagsAPI interface {
	GetObjectTagging(context.Context, *s3.GetObjectTaggingInput, ...func(*s3.Options)) (*s3.GetObjectTaggingOutput, error)
}

// Scanner reads what GuardDuty Malware Protection for S3 has written on a kept file.
type Scanner struct {
	API    TagsAPI
	Bucket string
}

// ScanTag is the tag in which GuardDuty says what it has found.
const ScanTag = "GuardDutyMalwareScanStatus"

// Scan implements [evidence.Scanner]. A file that could not be scanned stays unknown,
// and is handed out to nobody.
func (s *Scanner) Scan(ctx context.Context, f evidence.File) (complaint.Scan, error) {
	out, err := s.API.GetObjectTagging(ctx, &s3.GetObjectTaggingInput{Bucket: aws.String(s.Bucket), Key: aws.String(kept(f))})
	if err != nil {
		return "", awsfault.Wrap(err, "read what was found in "+kept(f))
	}
	for _, tag := range out.TagSet {
		if aws.ToString(tag.Key) != ScanTag {
			continue
		}
		switch aws.ToString(tag.Value) {
		case "NO_THREATS_FOUND":
			return complaint.Clean, nil
		case "THREATS_FOUND":
			return complaint.Infected, nil
		}
	}
	return "", nil
}
