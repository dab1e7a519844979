package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
)

// fileDepot keeps the files of cases below one folder of the data, and is what the
// bucket is on AWS: what comes lies under incoming/, what is kept under evidence/.
// Uploads and links are addresses of this program, signed with a key that lives as
// long as it does. So when it starts nothing that lies under incoming/ can be
// confirmed any more, and is removed.
type fileDepot struct {
	files *fileArchive
	key   []byte
	now   func() time.Time

	mu   sync.Mutex           // guards came
	came map[string]time.Time // by the key of what has come, until it is swept
}

// unconfirmed is how long what has come may wait for its confirmation.
const unconfirmed = 24 * time.Hour

// openDepot opens the depot of a folder; "" is one in memory.
func openDepot(ctx context.Context, dir string, now func() time.Time) (*fileDepot, error) {
	files, err := newFileArchive(dir)
	if err != nil {
		return nil, err
	}
	d := &fileDepot{files: files, key: make([]byte, sha256.Size), now: now, came: map[string]time.Time{}}
	_, _ = rand.Read(d.key) // never fails
	left, err := files.List(ctx, "incoming/")
	if err != nil {
		return nil, err
	}
	for _, key := range left {
		if err := files.Delete(ctx, key); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// sweep removes what has come and nobody has confirmed in time.
func (d *fileDepot) sweep(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for key, at := range d.came {
		if d.now().Sub(at) < unconfirmed {
			continue
		}
		if err := d.files.Delete(ctx, key); err != nil {
			return err
		}
		delete(d.came, key)
	}
	return nil
}

// arrived notes that something has come.
func (d *fileDepot) arrived(key string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.came[key] = d.now()
}

func incomingKey(f evidence.File) string { return "incoming/" + f.Key() }
func keptKey(f evidence.File) string     { return "evidence/" + f.Key() }

// ticket is what an address of the depot allows, all of it in the query.
type ticket struct {
	method, key string
	// contentType is the file's. Size and sum bind an upload, disposition a link.
	contentType, disposition string
	size                     int64
	sum                      string // base64
	expires                  int64  // seconds since 1970
}

// address signs a ticket.
func (d *fileDepot) address(t ticket) string {
	query := url.Values{"type": {t.contentType}, "expires": {strconv.FormatInt(t.expires, 10)}}
	if t.method == "PUT" {
		query.Set("size", strconv.FormatInt(t.size, 10))
		query.Set("sum", t.sum)
	} else {
		query.Set("disposition", t.disposition)
	}
	query.Set("signature", hex.EncodeToString(d.sign(t)))
	return filesPath + t.key + "?" + query.Encode()
}

func (d *fileDepot) sign(t ticket) []byte {
	m := hmac.New(sha256.New, d.key)
	fmt.Fprintf(m, "%s\n%s\n%q\n%q\n%d\n%s\n%d", t.method, t.key, t.contentType, t.disposition, t.size, t.sum, t.expires)
	return m.Sum(nil)
}

// ticketOf reads what an address allows; false when it is not ours, or expired.
func (d *fileDepot) ticketOf(method, key string, query url.Values) (ticket, bool) {
	t := ticket{method: method, key: key, contentType: query.Get("type"), disposition: query.Get("disposition"), sum: query.Get("sum")}
	expires, err := strconv.ParseInt(query.Get("expires"), 10, 64)
	if err != nil {
		return t, false
	}
	t.expires = expires
	if t.size, err = strconv.ParseInt(cmp.Or(query.Get("size"), "0"), 10, 64); err != nil {
		return t, false
	}
	signature, err := hex.DecodeString(query.Get("signature"))
	return t, err == nil && hmac.Equal(signature, d.sign(t)) && d.now().Unix() <= t.expires
}

// Invite implements [evidence.Depot], and sweeps.
func (d *fileDepot) Invite(ctx context.Context, f evidence.File, until time.Time) (evidence.Upload, error) {
	if err := d.sweep(ctx); err != nil {
		return evidence.Upload{}, err
	}
	sum := base64.StdEncoding.EncodeToString(f.Checksum())
	t := ticket{method: "PUT", key: incomingKey(f), contentType: f.ContentType, size: f.Size, sum: sum, expires: until.Unix()}
	return evidence.Upload{
		Method: t.method, URL: d.address(t), ExpiresAt: until,
		Headers: map[string]string{"content-type": f.ContentType, checksumHeader: sum},
	}, nil
}

// Look implements [evidence.Depot].
func (d *fileDepot) Look(ctx context.Context, f evidence.File) (evidence.Found, error) {
	data, err := d.files.Get(ctx, incomingKey(f))
	if fault.Is(err, fault.NotFound) {
		data, err = d.files.Get(ctx, keptKey(f))
	}
	if err != nil {
		return evidence.Found{}, err
	}
	sum := sha256.Sum256(data)
	return evidence.Found{Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:]), Head: data[:min(len(data), evidence.HeadSize)]}, nil
}

// Keep implements [evidence.Depot]. What comes under one name is always the same,
// as its checksum is signed.
func (d *fileDepot) Keep(ctx context.Context, f evidence.File, _ evidence.Found) error {
	err := d.files.Move(ctx, incomingKey(f), keptKey(f))
	if fault.Is(err, fault.NotFound) { // it is kept already: that is what was looked at
		return nil
	}
	return err
}

// Link implements [evidence.Depot].
func (d *fileDepot) Link(_ context.Context, f evidence.File, until time.Time) (string, error) {
	return d.address(ticket{method: "GET", key: keptKey(f), contentType: f.ContentType, disposition: f.Disposition(), expires: until.Unix()}), nil
}

// Refuse implements [evidence.Depot].
func (d *fileDepot) Refuse(ctx context.Context, f evidence.File) error {
	return d.files.Delete(ctx, incomingKey(f))
}

// Remove implements [evidence.Depot].
func (d *fileDepot) Remove(ctx context.Context, f evidence.File) error {
	if err := d.Refuse(ctx, f); err != nil {
		return err
	}
	return d.files.Delete(ctx, keptKey(f))
}

// testScanner stands in for a scanner of malware: it knows the one file that all
// of them are tried with, and takes every other for clean.
type testScanner struct{ depot *fileDepot }

// eicar is the test file of the European Institute for Computer Antivirus Research,
// in two parts, so that no scanner takes this program for it.
var eicar = []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")

// Scan implements [evidence.Scanner].
func (s testScanner) Scan(ctx context.Context, f evidence.File) (complaint.Scan, error) {
	data, err := s.depot.files.Get(ctx, keptKey(f))
	if err != nil {
		return "", err
	}
	if bytes.Contains(data, eicar) {
		return complaint.Infected, nil
	}
	return complaint.Clean, nil
}

// plainFile tells whether a key is that of a file in the depot.
func plainFile(key string) bool {
	return plainKey(key) && strings.Count(key, "/") == 2
}
