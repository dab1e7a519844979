package s3_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/archive/s3"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
)

func TestAnArchiveKeepsTheLastUnderAKey(t *testing.T) {
	_, client := open(t)
	a := &s3.Archive{API: client, Bucket: "bucket"}
	for _, put := range []string{"reports/b/report.csv 1", "reports/a/report.csv 2", "reports/b/report.csv 3", "reports/c/x 4", "reports/d/x 5", "other/a 6"} {
		key, data, _ := strings.Cut(put, " ")
		if err := a.Put(t.Context(), key, "text/csv", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := a.Get(t.Context(), "reports/b/report.csv"); err != nil || string(got) != "3" {
		t.Errorf("got %q, %v", got, err)
	}
	want := []string{"reports/a/report.csv", "reports/b/report.csv", "reports/c/x", "reports/d/x"}
	if got, err := a.List(t.Context(), "reports/"); err != nil || !slices.Equal(got, want) {
		t.Errorf("keys %q, %v; want those of all pages", got, err)
	}
	if _, err := a.Get(t.Context(), "reports/none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("what is not there: %v", err)
	}
}

func TestAnArchiveThatDoesNotAnswerMayLater(t *testing.T) {
	b, client := open(t)
	a := &s3.Archive{API: client, Bucket: "bucket"}
	b.fails["GET k"], b.fails["PUT k"], b.fails["GET "] = failure{"SlowDown", 503}, failure{"AccessDenied", 403}, failure{"InternalError", 500}
	if _, err := a.Get(t.Context(), "k"); !fault.Is(err, fault.Busy) {
		t.Errorf("get: %v, want Busy", err)
	}
	if err := a.Put(t.Context(), "k", "text/csv", nil); !fault.Is(err, fault.Internal) {
		t.Errorf("put: %v, want Internal", err)
	}
	if _, err := a.List(t.Context(), "k"); !fault.Is(err, fault.Busy) {
		t.Errorf("list: %v, want Busy", err)
	}
}

// pack loads the built-in pack anew.
func pack(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestACopyIsReadAsItWasKept(t *testing.T) {
	b, client := open(t)
	p, c := pack(t), &s3.Copies{API: client, Bucket: "bucket"}
	if _, err := c.Open(p.ID()); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("before it is kept: %v", err)
	}
	for range 2 {
		if err := c.Keep(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	files, err := c.Open(p.ID())
	if err != nil {
		t.Fatal(err)
	}
	again, err := policy.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.Files, again.Files); diff != "" {
		t.Errorf("files (-kept +read):\n%s", diff)
	}
	if slices.Contains(b.calls, "GET ") {
		t.Error("a copy is read by listing the bucket, which few may")
	}
}

func TestACopyIsWholeOrNone(t *testing.T) {
	b, client := open(t)
	p, c := pack(t), &s3.Copies{API: client, Bucket: "bucket"}
	last := "PUT policies/" + p.ID() + "/" + p.Files[len(p.Files)-1].Name
	b.fails[last] = failure{"InternalError", 500}
	if err := c.Keep(t.Context(), p); !fault.Is(err, fault.Busy) {
		t.Fatalf("a bucket that fails: %v, want Busy", err)
	}
	if _, err := c.Open(p.ID()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a copy was opened: %v", err)
	}
	delete(b.fails, last)
	if err := c.Keep(t.Context(), p); err != nil {
		t.Errorf("the rest of the copy: %v", err)
	}
	if _, err := c.Open(p.ID()); err != nil {
		t.Error(err)
	}
}

func TestAVersionIsWhatItIsForEver(t *testing.T) {
	for name, mark := range map[string]bool{"a whole copy": true, "a copy that another is writing": false} {
		t.Run(name, func(t *testing.T) {
			b, client := open(t)
			p, c := pack(t), &s3.Copies{API: client, Bucket: "bucket"}
			if err := c.Keep(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			if !mark {
				delete(b.files, "policies/"+p.ID()+"/"+policy.CompleteFile)
			}
			changed := *p
			changed.Files = slices.Clone(p.Files)
			changed.Files[0].Data = append([]byte("# changed\n"), p.Files[0].Data...)
			err := c.Keep(t.Context(), &changed)
			if err == nil || !strings.HasPrefix(err.Error(), p.Files[0].Name+" of policy "+p.ID()) {
				t.Errorf("other words under the same id: %v", err)
			}
			if got := b.files["policies/"+p.ID()+"/"+p.Files[0].Name]; string(got) != string(p.Files[0].Data) {
				t.Error("the copy was changed")
			}
		})
	}
}

func TestWhatCannotBeReadIsToldApart(t *testing.T) {
	b, client := open(t)
	p, c := pack(t), &s3.Copies{API: client, Bucket: "bucket"}
	if err := c.Keep(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	mark := "GET policies/" + p.ID() + "/" + policy.CompleteFile
	var unread []string
	s := shelf.Copies(p, c.Open)
	s.Unread = func(id string, err error) { unread = append(unread, id) }
	b.fails[mark] = failure{"SlowDown", 503}
	if _, err := s.PolicyOf(p.ID()); !fault.Is(err, fault.Busy) {
		t.Errorf("a bucket that does not answer: %v, want Busy", err)
	}
	b.fails[mark] = failure{"AccessDenied", 403} // as S3 says that there is none to who may not list
	if got, err := s.PolicyOf(p.ID()); err != nil || got != p || len(unread) != 1 {
		t.Errorf("a version that is not kept: %v, told of %v", err, unread)
	}
}
