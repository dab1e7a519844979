package simulate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
)

// depot is where files lie, with what may befall it: as they came, and those that are
// kept, by their keys. It stays when the process dies.
type depot struct {
	w          *world
	come, kept map[string]string
	drawn      int
}

var _ evidence.Depot = (*depot)(nil)

func newDepot(w *world) *depot {
	return &depot{w: w, come: map[string]string{}, kept: map[string]string{}}
}

// newID draws the id of a file.
func (d *depot) newID() string {
	d.drawn++
	return "F" + strconv.Itoa(d.drawn)
}

// letterhead is what files have in them, scrap what is none of the type that was announced.
const (
	letterhead = "%PDF-1.4 a paper of the customer's\n"
	scrap      = "nothing that anybody can read\n"
)

func sumOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// operate is an operation that may fail.
func (d *depot) operate(f evidence.File, do func()) error {
	subject := d.w.store.subject(f.Reference)
	if err := d.w.before(subject, Throttle); err != nil {
		return err
	}
	do()
	return d.w.after(subject, Unknown)
}

// Invite names the file alone: whoever sends it knows the way.
func (d *depot) Invite(_ context.Context, f evidence.File, until time.Time) (u evidence.Upload, err error) {
	err = d.operate(f, func() { u = evidence.Upload{Method: "PUT", URL: "depot:" + f.Key(), ExpiresAt: until} })
	return u, err
}

// Look finds a file as it came, or kept.
func (d *depot) Look(_ context.Context, f evidence.File) (found evidence.Found, err error) {
	content, there := "", false
	err = d.operate(f, func() {
		if content, there = d.kept[f.Key()]; !there {
			content, there = d.come[f.Key()]
		}
	})
	if err == nil && !there {
		err = fault.Wrap(fault.NotFound, errors.New("no such file"), "simulated depot")
	}
	return evidence.Found{Size: int64(len(content)), SHA256: sumOf(content), Head: []byte(content), Version: "1"}, err
}

// Keep moves a file.
func (d *depot) Keep(_ context.Context, f evidence.File, _ evidence.Found) error {
	return d.operate(f, func() {
		if content, there := d.come[f.Key()]; there && d.w.spec.broken != scattering {
			d.kept[f.Key()] = content
			delete(d.come, f.Key())
		}
	})
}

// Link names the file.
func (d *depot) Link(_ context.Context, f evidence.File, _ time.Time) (string, error) {
	return "depot:" + f.Key(), d.operate(f, func() {})
}

// Refuse removes a file that is not kept.
func (d *depot) Refuse(_ context.Context, f evidence.File) error {
	return d.operate(f, func() { delete(d.come, f.Key()) })
}

// Remove removes a file wherever it lies.
func (d *depot) Remove(_ context.Context, f evidence.File) error {
	return d.operate(f, func() {
		delete(d.come, f.Key())
		delete(d.kept, f.Key())
	})
}

// filing lets somebody add a file to a case: announced, sent and said to be sent, now
// and then never, or another one; and removed for good by the office later.
func (l *life) filing() {
	if !chance(l.random, 5) {
		return
	}
	body := map[string]any{"name": "照片.pdf", "contentType": "application/pdf", "size": len(letterhead), "sha256": sumOf(letterhead)}
	d := &deed{name: "evidence", call: call{path: "/v1/complaints/" + l.reference + "/evidence", code: l.code, key: l.key()}}
	if chance(l.random, 50) {
		body["note"] = "现场照片" + l.mark()
		d.path, d.code, d.as, d.mark = "/v1/cases/"+l.reference+"/evidence", "", "dev:agent:", l.lastMark()
	}
	d.body = encode(body)
	d.heard = func(a *answer) {
		var given evidence.Announced
		if json.Unmarshal(a.body.Bytes(), &given) == nil {
			l.send(d.call, given.ID)
		}
	}
	l.later(l.about(20*time.Hour), func() *deed { return d })
}

// send sends a file that was announced, and says so the same way.
func (l *life) send(way call, id string) {
	switch key := l.reference + "/" + id; {
	case chance(l.random, 10):
		return
	case chance(l.random, 10):
		l.w.depot.come[key] = scrap
	default:
		l.w.depot.come[key] = letterhead
	}
	way.path, way.key, way.body = way.path+"/"+id+"/received", l.key(), encode(map[string]any{})
	d := &deed{name: "evidence-received", call: way}
	d.heard = func(*answer) {
		if chance(l.random, 25) {
			removal := meddling{"evidence-removal", "admin", "", map[string]any{"id": id, "reason": "涉及他人隐私" + l.mark()}}
			l.later(l.about(2*day), func() *deed { return l.deed(removal) })
		}
	}
	l.later(l.about(5*time.Minute), func() *deed { return d })
}

// filed: a file that a case says it has is kept, and one that was removed is not.
func (w *world) filed(l *life, r *record) {
	for _, e := range r.Evidence {
		_, kept := w.depot.kept[r.Reference+"/"+e.ID]
		w.check("files", kept == (e.Removal != nil) && !e.ReceivedAt.IsZero(), l, "file %s was received at %s, removed %t, and kept %t", e.ID, short(e.ReceivedAt), e.Removal != nil, kept)
	}
}
