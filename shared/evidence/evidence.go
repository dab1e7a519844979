// Package evidence takes in the files that show something about a case, photos,
// recordings, scanned papers, and hands them out. Customers and staff alike come
// here through the functions intake and casework.
//
// Vocabulary. A file is announced first: what it is called, of which type and size,
// with which checksum. The answer is an upload, a request that its sender makes
// straight to the depot, where the files lie; only for browsers without a script does
// a function carry them, that of the pages. When it is done the sender says so, the file is looked at, and it is received or refused: a
// refused one is gone. A scanner says whether malware is in it; until that is known
// it is handed out to nobody. What is handed out is a link, which expires.
//
// Nothing that a sender says is trusted. A file's name is for people alone: where
// it lies is made of the case's reference and an id that was drawn. Size and
// checksum are bound to the upload and compared again; the type is told from how
// the file begins.
//
// The package decides nothing about cases and knows no storage.
package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
)

// How long an upload and a link can be used.
const (
	UploadTime = 15 * time.Minute
	LinkTime   = 5 * time.Minute
)

// HeadSize is how much of a file is looked at to tell its type, in bytes.
const HeadSize = 4096

// File is a file of a case.
type File struct {
	Reference string
	complaint.Evidence
}

// Key names the file in a depot: "202611-000001/K7Q...".
func (f File) Key() string { return f.Reference + "/" + f.ID }

// Checksum is the SHA-256 of the file, as it was announced; nil when that is none.
func (f File) Checksum() []byte {
	sum, err := hex.DecodeString(f.SHA256)
	if err != nil || len(sum) != sha256.Size {
		return nil
	}
	return sum
}

// Disposition tells a browser to save the file under its name and not to show it.
func (f File) Disposition() string {
	return "attachment; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(f.Name), "+", "%20")
}

// Upload is the request by which a sender puts a file into the depot.
type Upload struct {
	Method    string            `json:"method"`
	URL       string            `json:"url"`
	Headers   map[string]string `json:"headers" doc:"to be sent with it, as they are"`
	ExpiresAt time.Time         `json:"expiresAt"`
}

// Found is what lies in a depot.
type Found struct {
	Size   int64
	SHA256 string // hexadecimal; empty where it is not known
	Head   []byte // the first [HeadSize] bytes, or all
	// Version is the depot's own mark of just these bytes.
	Version string
}

// Depot is where files lie: first as they came, then among those that are kept.
type Depot interface {
	// Invite makes the request by which a file can be put here until an instant,
	// and no other: of that type, size and checksum.
	Invite(ctx context.Context, f File, until time.Time) (Upload, error)
	// Look tells what lies here, as it came or kept. NotFound when nothing does.
	Look(ctx context.Context, f File) (Found, error)
	// Keep moves what was looked at to where files are kept. One that is kept stays.
	Keep(ctx context.Context, f File, found Found) error
	// Link gives an address under which whoever has it may read a kept file until an
	// instant; a browser saves it under its name and does not show it.
	Link(ctx context.Context, f File, until time.Time) (string, error)
	// Refuse removes a file that has come and is not kept, Remove one wherever it
	// lies. One that is not there is removed.
	Refuse(ctx context.Context, f File) error
	Remove(ctx context.Context, f File) error
}

// Scanner looks for malware in kept files.
type Scanner interface {
	// Scan says what is known of a file; "" while it is not.
	Scan(ctx context.Context, f File) (complaint.Scan, error)
}

// NoScanner looks for nothing.
type NoScanner struct{}

// Scan says so.
func (NoScanner) Scan(context.Context, File) (complaint.Scan, error) { return complaint.Unscanned, nil }

// Files takes files in and hands them out. All fields are required.
type Files struct {
	Desk    *desk.Desk
	Depot   Depot
	Scanner Scanner
	NewID   func() string // draws an id of letters and digits that nobody can guess
}

// Order is an announcement for one case, by somebody who may make it.
type Order struct {
	Reference string
	By        complaint.Actor
	Announcement
	// Expect and Answer are as in [desk.Order].
	Expect int64
	Answer func(Announced) *complaint.StoredAnswer
}

// Announced is the answer to an announcement.
type Announced struct {
	ID     string `json:"id"`
	Upload Upload `json:"upload"`
}

// Announce makes room for a file. It fails as [complaint.Case.Do] does.
func (s *Files) Announce(ctx context.Context, o Order) (given Announced, err error) {
	command := o.command(s.NewID())
	f := File{o.Reference, complaint.Evidence{ID: command.ID, ContentType: command.ContentType, Size: command.Size, SHA256: command.SHA256}}
	given.ID = command.ID
	if f.Checksum() != nil { // else the command itself says what is wrong
		if given.Upload, err = s.Depot.Invite(ctx, f, s.Desk.Instant().Add(UploadTime)); err != nil {
			return given, err
		}
	}
	_, err = s.Desk.Do(ctx, desk.Order{
		Reference: o.Reference, Command: command, By: o.By, Expect: o.Expect,
		Answer: func(context.Context, *complaint.Case, complaint.Change) (*complaint.StoredAnswer, error) {
			return o.Answer(given), nil
		},
	})
	return given, err
}

// Receive looks at a file that its sender says has come. One that is what was
// announced is kept, and the case as it stands then is given; saying so again
// changes nothing. NotFound when no such file is waited for, Conflict when it has
// not come, Invalid, naming what is wrong, when it is another: then it is gone.
func (s *Files) Receive(ctx context.Context, c *complaint.Case, id string) (*complaint.Case, error) {
	e, ok := c.EvidenceWith(id, s.Desk.Instant())
	if !ok {
		return nil, nothing()
	}
	if !e.ReceivedAt.IsZero() {
		return c, nil
	}
	f := File{c.Reference, e}
	found, err := s.Depot.Look(ctx, f)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.Conflict, fault.Say("the file has not come: send it first", "文件尚未上传，请先上传"))
	}
	if err != nil {
		return nil, err
	}
	if wrong := compare(e, found); wrong != nil {
		if err := s.Depot.Refuse(ctx, f); err != nil {
			return nil, err
		}
		return nil, fault.Fields(wrong)
	}
	if err := s.Depot.Keep(ctx, f, found); err != nil {
		return nil, err
	}
	scan, err := s.Scanner.Scan(ctx, f)
	if err != nil {
		return nil, err
	}
	return s.system(ctx, c, complaint.EvidenceReceived{ID: id, Scan: scan})
}

// compare names what of a file is not as it was announced.
func compare(e complaint.Evidence, found Found) (wrong []fault.Field) {
	other := fault.Say("is not that of the file that came, which was removed", "与上传的文件不符，文件已删除")
	if found.Size != e.Size {
		wrong = append(wrong, fault.Field{Name: "size", Reason: other})
	}
	if found.SHA256 != e.SHA256 {
		wrong = append(wrong, fault.Field{Name: "sha256", Reason: other})
	}
	if !Begins(e.ContentType, found.Head) {
		wrong = append(wrong, fault.Field{Name: "contentType", Reason: other})
	}
	return wrong
}

// Link is an address from which a file can be read until it expires.
type Link struct {
	URL       string    `json:"url"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// Open gives the link to a file. NotFound when there is none, or it was removed;
// Conflict while nobody knows whether malware is in it, and when it is.
func (s *Files) Open(ctx context.Context, c *complaint.Case, id string) (Link, error) {
	now := s.Desk.Instant()
	e, ok := c.EvidenceWith(id, now)
	if ok && e.State() == complaint.EvidenceScanning {
		var err error
		if e, err = s.scanned(ctx, c, e); err != nil {
			return Link{}, err
		}
	}
	switch state := e.State(); {
	case !ok || state == complaint.EvidenceAwaited || state == complaint.EvidenceRemoved:
		return Link{}, nothing()
	case state == complaint.EvidenceScanning:
		return Link{}, fault.New(fault.Conflict, fault.Say("the file is being looked at for malware: try again later", "文件正在进行安全检查，请稍后再试"))
	case state == complaint.EvidenceInfected:
		return Link{}, fault.New(fault.Conflict, fault.Say("malware was found in the file, and it is handed out to nobody", "文件中发现恶意代码，不予提供"))
	}
	until := now.Add(LinkTime)
	address, err := s.Depot.Link(ctx, File{c.Reference, e}, until)
	return Link{URL: address, ExpiresAt: until}, err
}

// scanned asks the scanner again, and gives the file as it stands then.
func (s *Files) scanned(ctx context.Context, c *complaint.Case, e complaint.Evidence) (complaint.Evidence, error) {
	scan, err := s.Scanner.Scan(ctx, File{c.Reference, e})
	if err != nil || scan == "" {
		return e, err
	}
	e.Scan = scan
	_, err = s.system(ctx, c, complaint.EvidenceScanned{ID: e.ID, Scan: scan})
	return e, err
}

// Remove removes the file itself, before the case says so: a crash in between
// leaves a record whose file is gone, and the removal can be ordered again.
func (s *Files) Remove(ctx context.Context, c *complaint.Case, order complaint.EvidenceRemoval) error {
	e, ok := c.EvidenceWith(order.ID, s.Desk.Instant())
	if !ok || !order.Acceptable(c) {
		return nil // the command itself says what is wrong
	}
	return s.Depot.Remove(ctx, File{c.Reference, e})
}

// system gives a command that the rules themselves give.
func (s *Files) system(ctx context.Context, c *complaint.Case, command complaint.Command) (*complaint.Case, error) {
	return s.Desk.Do(ctx, desk.Order{Reference: c.Reference, Command: command, By: complaint.Actor{Role: complaint.System}})
}

func nothing() error {
	return fault.New(fault.NotFound, fault.Say("there is no such file", "没有此材料"))
}
