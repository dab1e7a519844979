package partner

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/fault"
)

// The headers of a post.
const (
	IDHeader        = "Webhook-Id"
	TimestampHeader = "Webhook-Timestamp" // seconds since 1970
	SignatureHeader = "Webhook-Signature" // one or more "v1,<base64>", with blanks between
)

// Tolerance is how far the timestamp of a post may lie from the receiver's time,
// before or after: the specification's five minutes.
const Tolerance = 5 * time.Minute

// version begins each signature with a shared key.
const version = "v1,"

// longestID bounds the id of a post, in bytes.
const longestID = 200

// Key is a secret that a partner shares with the company.
type Key []byte

// Sign gives the signature of a post.
func (k Key) Sign(id string, at time.Time, body []byte) string {
	return version + base64.StdEncoding.EncodeToString(k.sum(id, strconv.FormatInt(at.Unix(), 10), body))
}

func (k Key) sum(id, timestamp string, body []byte) []byte {
	mac := hmac.New(sha256.New, k)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	return mac.Sum(nil)
}

// sign puts the headers of a post on, with a signature of each key: whoever
// holds any of them can check it while keys are changed.
func (a Account) sign(h http.Header, id string, at time.Time, body []byte) {
	signatures := make([]string, len(a.Keys))
	for i, k := range a.Keys {
		signatures[i] = k.Sign(id, at, body)
	}
	h.Set(IDHeader, id)
	h.Set(TimestampHeader, strconv.FormatInt(at.Unix(), 10))
	h.Set(SignatureHeader, strings.Join(signatures, " "))
}

// Claim is what a caller says of a post: the three headers.
type Claim struct{ ID, Timestamp, Signature string }

// Verify tells whether a post comes from the account's holder and is fresh. It
// fails with Unknown. Of the keys and signatures any pair may match; all are
// compared, each in constant time.
func (a Account) Verify(c Claim, body []byte, now time.Time) error {
	seconds, err := strconv.ParseInt(c.Timestamp, 10, 64)
	if err != nil || c.ID == "" || len(c.ID) > longestID || strings.ContainsAny(c.ID, ". \t") {
		return unknown("the headers webhook-id, webhook-timestamp and webhook-signature are required", "须提供签名请求头（webhook-id、webhook-timestamp、webhook-signature）")
	}
	if !a.holds(c, body) {
		return NoSignature()
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > Tolerance || age < -Tolerance {
		return unknown("the webhook-timestamp lies more than five minutes from our time; sign the request anew", "签名时间（webhook-timestamp）与本系统时间相差超过5分钟，请重新签名")
	}
	return nil
}

// holds tells whether one of the signatures is that of one of the keys.
func (a Account) holds(c Claim, body []byte) (held bool) {
	for _, k := range a.Keys {
		want := k.sum(c.ID, c.Timestamp, body)
		for word := range strings.FieldsSeq(c.Signature) {
			text, ok := strings.CutPrefix(word, version)
			got, err := base64.StdEncoding.DecodeString(text)
			held = ok && err == nil && hmac.Equal(got, want) || held
		}
	}
	return held
}

// NoSignature is what a caller hears who is no partner, or has signed with another
// key: the two look the same.
func NoSignature() error {
	return unknown("the webhook-signature is none of this partner's", "签名无效，或合作单位不存在")
}

func unknown(en, zh string) error { return fault.New(fault.Unknown, fault.Say(en, zh)) }
