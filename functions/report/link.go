package report

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/redress/redress/shared/fault"
)

// LinkKeySize is the length of the key that links are signed with, in bytes.
const LinkKeySize = 32

// link is an address under which one rendering of a report can be read without
// login until it expires: whoever holds it may read that rendering.
type link struct {
	address string
	expires time.Time
}

// link makes a link for as many days from now as the pack says.
func (h *Handler) link(ctx context.Context, id, format string) (link, error) {
	key, err := h.LinkKey(ctx)
	if err != nil {
		return link{}, err
	}
	expires := h.Desk.Instant().Add(time.Duration(h.Desk.Policy.Reports.LinkDays) * 24 * time.Hour)
	query := url.Values{
		"expires":   {strconv.FormatInt(expires.Unix(), 10)},
		"signature": {hex.EncodeToString(sign(key, id, format, expires.Unix()))},
	}
	return link{h.Site + openPath(id, format) + "?" + query.Encode(), expires}, nil
}

func openPath(id, format string) string { return "/v1/reports/" + id + "/" + format + "/open" }

// sign binds a link to a report, a format and an end, in seconds since 1970.
func sign(key []byte, id, format string, expires int64) []byte {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "%s\n%s\n%d", id, format, expires)
	return m.Sum(nil)
}

type openIn struct {
	ID        string `path:"id"`
	Format    string `path:"format" doc:"json, csv, xlsx or html"`
	Expires   int64  `query:"expires" doc:"seconds since 1970"`
	Signature string `query:"signature"`
}

// open reads a report by a link. A link that is not ours, that has expired, or
// whose report is gone, are one: there is no such report.
func (h *Handler) open(ctx context.Context, in *openIn) (*readOut, error) {
	signature, err := hex.DecodeString(in.Signature)
	if err != nil || h.Desk.Instant().Unix() > in.Expires {
		return nil, nothing()
	}
	key, err := h.LinkKey(ctx)
	if err != nil {
		return nil, err
	}
	n, ok := parseID(in.ID)
	if !ok || !hmac.Equal(signature, sign(key, in.ID, in.Format, in.Expires)) {
		return nil, nothing()
	}
	return h.rendering(ctx, n.id, in.Format)
}

// nothing is said of a report that is not there, or that the caller may not see.
func nothing() error {
	return fault.New(fault.NotFound, fault.Say("there is no such report", "没有此报表"))
}
