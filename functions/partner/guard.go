package partner

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	line "github.com/redress/redress/shared/partner"
	"github.com/redress/redress/shared/web"
)

// guard refuses, before its body is looked at, a request that no partner has
// signed, that is old, or that has come before to the letter.
func (h *Handler) guard(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		body, err := io.ReadAll(io.LimitReader(ctx.BodyReader(), web.BodyLimit+1))
		if err != nil || len(body) > web.BodyLimit {
			_ = huma.WriteErr(api, ctx, http.StatusRequestEntityTooLarge, "") // it logs by itself
			return
		}
		claim := line.Claim{
			ID: ctx.Header(line.IDHeader), Timestamp: ctx.Header(line.TimestampHeader), Signature: ctx.Header(line.SignatureHeader),
		}
		if err := h.known(ctx.Context(), ctx.Param("partner"), claim, body); err != nil {
			web.Refuse(api, ctx, err)
			return
		}
		next(read{ctx, bytes.NewReader(body)})
	}
}

// request is huma's Context under a name that does not hide its method Context.
type request = huma.Context

// read is a request whose body has been read once.
type read struct {
	request
	body io.Reader
}

// BodyReader gives the body again.
func (r read) BodyReader() io.Reader { return r.body }

// known fails with Unknown for a request that is not a partner's or is old, and
// with Conflict for one that has come before.
func (h *Handler) known(ctx context.Context, id string, claim line.Claim, body []byte) error {
	book, err := h.Book(ctx)
	if err != nil {
		return err
	}
	if err := book[id].Verify(claim, body, h.Desk.Now()); err != nil {
		return err
	}
	return h.fresh(ctx, id, claim)
}

// fresh remembers a signed request for as long as its timestamp would be taken. A
// partner that has heard no answer sends it again under its id with a new
// timestamp, and so with another signature; the very same request comes from
// somebody who has listened.
func (h *Handler) fresh(ctx context.Context, id string, claim line.Claim) error {
	now := h.Desk.Instant()
	sum := sha256.Sum256([]byte(strings.Join([]string{"partner", id, claim.ID, claim.Timestamp}, "\x00")))
	err := h.Desk.Store.Commit(ctx, complaint.Commit{Answer: &complaint.StoredAnswer{
		Key: hex.EncodeToString(sum[:]), Status: http.StatusNoContent, Header: json.RawMessage(`{}`), Body: json.RawMessage(`{}`),
		At: now, ExpiresAt: now.Add(2 * line.Tolerance),
	}})
	if fault.Is(err, fault.Conflict) {
		return fault.New(fault.Conflict, fault.Say("this very request has been received before; sign a repeat anew", "该请求此前已收到；重发请重新签名"))
	}
	return err
}
