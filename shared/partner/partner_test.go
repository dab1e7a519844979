package partner

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/fault"
)

var noon = time.Date(2026, 3, 10, 4, 0, 0, 0, time.UTC)

// TestSignaturesAreTheSpecifications signs the example that the libraries of the
// specification are tested with.
func TestSignaturesAreTheSpecifications(t *testing.T) {
	key, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	got := Key(key).Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestWhatIsSignedIsKnownAndNothingElse: a post passes with a signature of any key
// while it is fresh, and with any bit of it changed it does not.
func TestWhatIsSignedIsKnownAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := []Key{rapid.SliceOfN(rapid.Byte(), 24, 64).Draw(t, "first"), rapid.SliceOfN(rapid.Byte(), 24, 64).Draw(t, "second")}
		id := rapid.StringMatching(`[A-Za-z0-9_/-]{1,40}`).Draw(t, "id")
		body := rapid.SliceOfN(rapid.Byte(), 1, 200).Draw(t, "body")
		off := time.Duration(rapid.Int64Range(-400, 400).Draw(t, "off")) * time.Second
		at := noon.Add(off)
		claim := Claim{ID: id, Timestamp: strconv.FormatInt(at.Unix(), 10), Signature: "v1,other " + keys[rapid.IntRange(0, 1).Draw(t, "key")].Sign(id, at, body)}
		account := Account{Keys: keys}
		if err := account.Verify(claim, body, noon); (err == nil) != (off.Abs() <= Tolerance) {
			t.Fatalf("%v off: %v", off, err)
		}
		changed := append([]byte(nil), body...)
		changed[rapid.IntRange(0, len(body)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		for name, err := range map[string]error{
			"body": account.Verify(claim, changed, noon), "id": account.Verify(Claim{id + "x", claim.Timestamp, claim.Signature}, body, noon),
			"time": account.Verify(Claim{id, strconv.FormatInt(at.Unix()+1, 10), claim.Signature}, body, noon),
			"key":  Account{Keys: []Key{[]byte("another key of 24 bytes or more")}}.Verify(claim, body, noon), "nobody": Account{}.Verify(claim, body, noon),
		} {
			if !fault.Is(err, fault.Unknown) {
				t.Fatalf("another %s: %v", name, err)
			}
		}
	})
}

func TestABookIsReadOrEveryBadMemberNamed(t *testing.T) {
	good := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 32))
	for _, tt := range []struct{ text, want string }{
		{`{"12398": {"url": "https://a.example/x", "keys": ["` + good + `"]}, "in": {"keys": ["` + good + `", "` + good + `"]}, "me": {"url": "http://127.0.0.1:9", "keys": ["` + good + `"]}}`, ""},
		{`{}`, ""},
		{`[]`, `the book of partners is no JSON object of {"url", "keys"} by partner`},
		{`{"a": {"url": "", "keys": ["` + good + `"], "secret": 1}}`, `the book of partners is no JSON object of {"url", "keys"} by partner`},
		{`{} {}`, `the book of partners is no JSON object of {"url", "keys"} by partner`},
		{`{"a": {"url": "http://a.example", "keys": []}, "b": {"url": "https://u:p@b.example", "keys": ["whsec_AAAA", "` + good[6:] + `"]}}`,
			"book of partners: a.url is not https; a.keys are not 1 to 2; b.url is no address such as https://partner.example/posts; " +
				"b.keys[0] is not whsec_ and 24 to 64 bytes in base64; b.keys[1] is not whsec_ and 24 to 64 bytes in base64"},
	} {
		got := ""
		if _, err := Read(strings.NewReader(tt.text)); err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestABookIsReadAgainAndTheFormerOneServesWhileItCannotBe(t *testing.T) {
	now, reads, fails := noon, 0, errors.New("denied")
	book := Remembered(func() time.Time { return now }, func(context.Context) (Book, error) {
		reads++
		return Book{"a": {URL: strconv.Itoa(reads)}}, fails
	})
	if _, err := book(t.Context()); err == nil {
		t.Error("a book that cannot be read at first is none")
	}
	for _, step := range []struct {
		pass  time.Duration
		fails error
		want  string
	}{
		{0, nil, "2"}, {memory - 1, nil, "2"}, {1, nil, "3"}, {memory, fails, "3"}, {0, nil, "5"},
	} {
		now, fails = now.Add(step.pass), step.fails
		got, err := book(t.Context())
		if err != nil || got["a"].URL != step.want {
			t.Errorf("after %v: %v, %v; want %s", step.pass, got, err, step.want)
		}
	}
}

// TestAnAnswerSaysWhetherToSendAgain: and no error tells the address or the body.
func TestAnAnswerSaysWhetherToSendAgain(t *testing.T) {
	for status, want := range map[int]struct {
		kind  fault.Kind
		final error
	}{
		200: {}, 204: {}, 302: {kind: fault.Internal}, 400: {kind: fault.Internal}, 401: {kind: fault.Internal}, 408: {kind: fault.Busy},
		410: {kind: fault.Internal, final: ErrRefused}, 422: {kind: fault.Internal, final: ErrRefused}, 429: {kind: fault.Busy}, 500: {kind: fault.Busy}, 0: {kind: fault.Busy},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if status == 0 {
				panic(http.ErrAbortHandler)
			}
			w.Header().Set("Location", "https://elsewhere.example")
			w.WriteHeader(status)
		}))
		l := lineTo(server.URL+"/hidden", func() time.Time { return noon })
		err := l.Send(t.Context(), Post{Partner: "a", ID: "x", Body: []byte(`{"secret":1}`)})
		server.Close()
		if fault.KindOf(err) != want.kind || want.final != nil && !errors.Is(err, want.final) || want.final == nil && errors.Is(err, ErrRefused) {
			t.Errorf("%d: %v", status, err)
		}
		if err != nil && (strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), server.URL)) {
			t.Errorf("%d: the error tells: %v", status, err)
		}
	}
	l := lineTo("", func() time.Time { return noon })
	for _, p := range []string{"a", "nobody"} {
		if err := l.Send(t.Context(), Post{Partner: p}); !errors.Is(err, ErrNotConnected) {
			t.Errorf("%s: %v", p, err)
		}
	}
}

func lineTo(url string, now func() time.Time) *Line {
	book := Book{"a": {URL: url, Keys: []Key{[]byte("twenty-four bytes or more")}}}
	return &Line{Book: func(context.Context) (Book, error) { return book, nil }, Now: now}
}

// TestAPartnerThatDoesNotAnswerIsLeftAloneLongerEachTime: asked again three times at
// the end of each pause, and always when it has answered.
func TestAPartnerThatDoesNotAnswerIsLeftAloneLongerEachTime(t *testing.T) {
	now, status := noon, 503
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked = append(asked, fmt.Sprint(now.Sub(noon)))
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	l := lineTo(server.URL, func() time.Time { return now })
	for range 60 {
		for range 5 { // posts wait
			if err := l.Send(t.Context(), Post{Partner: "a", ID: "x"}); !fault.Is(err, fault.Busy) {
				t.Fatal(err)
			}
		}
		now = now.Add(30 * time.Second)
	}
	var want []string
	for _, at := range []string{"0s", "30s", "1m30s", "3m30s", "7m30s", "15m30s", "25m30s"} {
		want = append(want, at, at, at)
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	now, status, asked = noon.Add(time.Hour), 200, nil
	for range 3 {
		if err := l.Send(t.Context(), Post{Partner: "a", ID: "x"}); err != nil {
			t.Error(err)
		}
	}
	if len(asked) != 3 {
		t.Errorf("asked %d times of 3", len(asked))
	}
}

// TestAPostThatAPartnerAlwaysFailsAtDoesNotHoldUpTheOthers: it is sent in its turn,
// and so are they.
func TestAPostThatAPartnerAlwaysFailsAtDoesNotHoldUpTheOthers(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(IDHeader) == "bad" {
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(server.Close)
	l := lineTo(server.URL, func() time.Time { return noon })
	for range 10 {
		for id, good := range map[string]bool{"bad": false, "good": true} {
			if err := l.Send(t.Context(), Post{Partner: "a", ID: id}); (err == nil) != good || errors.Is(err, ErrLeftAlone) {
				t.Fatalf("%s: %v", id, err)
			}
		}
	}
}
