package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/store/sqlite"
)

// outlet is where notices and messages go in a single process: into the
// store, from where they can be read, and notices to a webhook when one is
// configured. The same id is there once, however often it is published.
type outlet struct {
	db      *sqlite.DB
	webhook string
	log     *slog.Logger
	refused *atomic.Int64 // counts what the webhook has not taken
}

// Publish implements notice.Topic. What the webhook refuses is kept all the
// same, and posted again when the effect comes back.
func (o outlet) Publish(ctx context.Context, n complaint.Notice) error {
	doc, err := json.Marshal(n)
	if err != nil {
		return err
	}
	if err := o.db.Published(ctx, "notice", n.ID, n.At, n.Cases(), doc); err != nil {
		return err
	}
	o.log.Info("notice", "kind", n.Kind, "case", n.Reference, "cases", len(n.Cases()), "clock", n.Clock, "point", n.Point,
		"levels", n.Levels, "unit", n.Unit, "recipients", len(n.Recipients), "empty", n.Empty)
	if o.webhook == "" {
		return nil
	}
	err = o.post(ctx, n, doc)
	if err != nil {
		o.refused.Add(1)
	}
	return err
}

// outdated logs a notice that is not sent.
func (o outlet) outdated(n complaint.Notice, why string) {
	o.log.Info("notice not sent", "kind", n.Kind, "case", n.Reference, "clock", n.Clock, "point", n.Point, "because", why)
}

// unconnected logs what a partner is not told, as the program does not know it.
func (o outlet) unconnected(p complaint.PartnerPost) {
	o.log.Info("partner not told", "partner", p.Partner, "type", p.Type, "case", p.Reference, "because", "it is not connected")
}

var webhookClient = &http.Client{Timeout: 5 * time.Second}

// post sends a notice to the webhook, with the attributes as headers.
func (o outlet) post(ctx context.Context, n complaint.Notice, doc []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.webhook, bytes.NewReader(doc))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	for k, v := range notice.Attributes(n) {
		req.Header.Set("Redress-"+k, v)
	}
	res, err := webhookClient.Do(req)
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err // the address may hold a secret
	}
	if err != nil {
		return fmt.Errorf("post notice %s: %w", n.ID, err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return fmt.Errorf("post notice %s: webhook answered %s", n.ID, res.Status)
	}
	return nil
}

// Send implements notice.Messenger.
func (o outlet) Send(ctx context.Context, l notice.Letter) error {
	doc, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return o.db.Published(ctx, "message", l.ID, l.At, []string{l.Reference}, doc)
}
