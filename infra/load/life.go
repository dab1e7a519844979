package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// The kinds of deeds that have a name in more than one place.
const (
	submit = "submit"
	dated  = "submit-dated"
)

// life is one complaint from its submission on, and where it stands as far as
// its client knows.
type life struct {
	reference, code string
	status          string
	dated           bool
	open            bool // it is left open
	contacted       bool
	found           bool
	classified      bool
	sentBack        bool
	extras          int // remarks that are still to come
	polls           int
}

// work lives one life after the other until the context ends.
func (c *client) work(ctx context.Context, base string) {
	c.again(ctx, base)
	for ctx.Err() == nil {
		err := c.step(ctx)
		switch {
		case err != nil:
			rest(ctx, 50*time.Millisecond)
			c.again(ctx, base)
		case c.Pause > 0:
			rest(ctx, time.Duration(c.chance.ExpFloat64()*float64(c.Pause)))
		}
	}
}

// percent is true so many times of a hundred.
func (c *client) percent(n int) bool { return c.chance.IntN(100) < n }

// step makes the next call of the life. Between its own it looks around, asks
// again for what it has, and makes mistakes.
func (c *client) step(ctx context.Context) error {
	switch {
	case c.life == nil || c.life.reference == "":
		return c.begin(ctx)
	case c.percent(10):
		return c.look(ctx)
	case c.percent(5):
		return c.replay(ctx, c.ledger[len(c.ledger)-1-c.chance.IntN(min(len(c.ledger), 50))])
	case c.percent(3):
		return c.mistake(ctx)
	}
	return c.proceed(ctx)
}

// begin submits a complaint: most through the customers' call, some taken down by
// staff from a letter that came so long ago that the warning of its first
// contact, 20 hours after the receipt, falls due within seconds.
func (c *client) begin(ctx context.Context) error {
	c.life = &life{extras: c.chance.IntN(4), dated: c.percent(10), open: c.percent(10)}
	d := c.deed(submit, "/v1/complaints")
	d.submits = true
	matter := map[string]any{
		"channel": "web", "text": "这个月已经停了四次电 " + d.mark, "class": "04.03.01",
		"site":     map[string]any{"region": "demo", "transformerArea": "T" + d.mark},
		"customer": map[string]any{"phone": fmt.Sprintf("13%03d%06d", c.number, c.serial%1e6), "accountNumber": fmt.Sprintf("%03d%010d", c.number, c.serial)},
	}
	switch {
	case c.life.dated:
		d.kind, d.path, d.as = dated, "/v1/cases", agent
		c.lastWarning = time.Now().Add(3 * time.Second).UTC().Truncate(time.Second)
		matter["channel"], matter["receivedAt"] = "letter", c.lastWarning.Add(-warned)
	case c.percent(20): // in words that leave triage in doubt
		delete(matter, "class")
		matter["text"] = "你们的服务有问题，请处理一下 " + d.mark
	}
	var err error
	if d.body, err = json.Marshal(matter); err != nil {
		return err
	}
	if c.percent(2) {
		return c.twice(ctx, d)
	}
	a, err := c.give(ctx, d)
	if err == nil {
		c.learn(a)
	}
	return err
}

// warned is how long after the receipt the policy warns of the first contact.
const warned = 20 * time.Hour

// Staff tokens.
const (
	agent   = "Bearer dev:agent:*"
	handler = "Bearer dev:handler:demo-station"
	centre  = "Bearer dev:supervisor:*"
	caller  = "Bearer dev:callback:*"
)

// twice gives a deed two times at the same time: it is done once.
func (c *client) twice(ctx context.Context, d *deed) error {
	twin := make(chan answer, 1)
	other := &client{http: c.http, base: c.base, took: newTook()}
	go func() {
		k := d.call
		k.kind = "twin"
		a, _ := other.ask(ctx, k) // without an answer it says nothing
		twin <- a
	}()
	a, err := c.give(ctx, d)
	b := <-twin
	c.add(other.took)
	if err != nil {
		return err
	}
	c.learn(a)
	if a.ok() && b.ok() && (printOf(a.body) != printOf(b.body) || a.etag != b.etag) {
		c.wrong("%s was given twice at the same time and answered with %.200s and %.200s", d.mark, a.body, b.body)
	}
	return nil
}

// learn takes in what an answer says of the life's case.
func (c *client) learn(a answer) {
	if !a.ok() {
		c.life.status = "" // to be read again
		if c.life.reference == "" {
			c.life = nil
		}
		return
	}
	var said struct{ Reference, TrackingCode, Status string }
	if err := json.Unmarshal(a.body, &said); err != nil {
		c.wrong("an answer is no JSON: %v", err)
		return
	}
	c.life.reference, c.life.status = said.Reference, said.Status
	if said.TrackingCode != "" {
		c.life.code = said.TrackingCode
	}
}

// proceed does what the life's case waits for.
func (c *client) proceed(ctx context.Context) error {
	l := c.life
	if l.extras > 0 && (l.status == "dispatched" || l.status == "handling") && !l.dated {
		l.extras--
		return c.remark(ctx)
	}
	switch l.status {
	case "", "received":
		return c.poll(ctx)
	case "sorting":
		if l.classified { // the workflow has not gone on yet
			return c.poll(ctx)
		}
		l.classified = true
		return c.command(ctx, centre, "classification", `{"kind":"complaint","class":"04.03.01","reason":"%s"}`)
	case "dispatched":
		if l.dated || l.open && c.percent(50) {
			c.life = nil
			return nil
		}
		return c.command(ctx, handler, "acceptance", `{"handler":"%s"}`)
	case "handling":
		return c.handle(ctx)
	case "answered":
		if l.sentBack || c.percent(90) {
			return c.command(ctx, centre, "review", `{"passed":true,"reason":"%s"}`)
		}
		l.sentBack = true
		return c.command(ctx, centre, "review", `{"passed":false,"reason":"%s"}`)
	case "callback":
		if l.open {
			c.life = nil
			return nil
		}
		if l.sentBack || c.percent(90) {
			return c.command(ctx, caller, "callback", `{"reached":true,"satisfied":true,"reason":"%s"}`)
		}
		l.sentBack = true
		return c.command(ctx, caller, "callback", `{"reached":true,"satisfied":false,"reason":"%s"}`)
	}
	c.life = nil // closed
	return nil
}

func (c *client) handle(ctx context.Context) error {
	switch l := c.life; {
	case !l.contacted:
		l.contacted = true
		return c.command(ctx, handler, "contact", `{"reached":true,"summary":"%s"}`)
	case !l.found:
		l.found = true
		return c.command(ctx, handler, "findings", `{"verified":"yes","responsibility":"utility-operation","cause":"%s","facts":"两个月内停电4次"}`)
	}
	return c.command(ctx, handler, "answer", `{"text":"线路已更换 %s","agreed":true}`)
}

// remark is something that may come at any time of the handling.
func (c *client) remark(ctx context.Context) error {
	switch n := c.chance.IntN(3); {
	case n == 0:
		return c.command(ctx, centre, "note", `{"text":"%s"}`)
	case c.life.code == "":
		return c.command(ctx, agent, "supplement", `{"text":"%s"}`)
	case n == 1:
		return c.command(ctx, "", "urges", `{"text":"%s"}`)
	}
	return c.command(ctx, "", "supplements", `{"text":"%s"}`)
}

// command gives a command with its mark in it: of staff, or of the customer when
// it has no token.
func (c *client) command(ctx context.Context, as, word, body string) error {
	place := "/v1/cases/"
	if as == "" {
		place = "/v1/complaints/"
	}
	d := c.deed(word, place+c.life.reference+"/"+word)
	d.reference, d.as = c.life.reference, as
	if as == "" {
		d.code = c.life.code
	}
	d.body = fmt.Appendf(nil, body, d.mark)
	a, err := c.give(ctx, d)
	if err != nil {
		return err
	}
	c.learn(a)
	if !a.ok() && a.status != http.StatusConflict {
		c.refused(word, a)
	}
	return nil
}

// deed is a new one, with a mark of its own.
func (c *client) deed(kind, path string) *deed {
	c.serial++
	m := mark(c.number, c.serial)
	return &deed{mark: m, call: call{kind: kind, path: path, key: m}}
}

// poll reads the case until it has been dispatched.
func (c *client) poll(ctx context.Context) error {
	l := c.life
	if l.polls++; l.polls > 1 {
		rest(ctx, 50*time.Millisecond)
	}
	a, err := c.ask(ctx, call{kind: "read", path: "/v1/cases/" + l.reference, as: centre})
	if err != nil {
		return err
	}
	if a.ok() {
		c.learn(a)
	} else if a.status < 500 {
		c.wrong("%s was acknowledged and is read with %d %.200s", l.reference, a.status, a.body)
	}
	return nil
}

// look reads what has nothing to do with the next deed.
func (c *client) look(ctx context.Context) error {
	k := call{kind: "progress", path: "/v1/complaints/" + c.life.reference, code: c.life.code}
	switch n := c.chance.IntN(4); {
	case n == 0:
		k = call{kind: "list", path: "/v1/cases?status=handling&limit=20", as: handler}
	case n == 1:
		k = call{kind: "list", path: "/v1/cases?limit=20&unit=demo-station", as: centre}
	case n == 2 || c.life.code == "":
		k = call{kind: "find", path: "/v1/cases?q=" + c.life.reference, as: centre}
	}
	a, err := c.ask(ctx, k)
	if err == nil && !a.ok() && a.status < 500 {
		c.refused(k.kind, a)
	}
	return err
}

// mistake makes a call that must be refused.
func (c *client) mistake(ctx context.Context) error {
	last := c.ledger[len(c.ledger)-1]
	reused := last.call
	reused.body = []byte(`{"text":"另一内容"}`)
	if last.submits {
		reused.body = []byte(`{"channel":"web","text":"另一内容"}`)
		if last.kind == dated {
			reused.body = []byte(`{"channel":"letter","text":"另一内容"}`)
		}
	}
	wrong := []struct {
		call
		status int
	}{
		{call{path: "/v1/complaints", body: []byte(`{"channel":"web"`)}, http.StatusBadRequest},
		{call{path: "/v1/complaints", body: []byte(`{"channel":"fax","text":""}`)}, http.StatusUnprocessableEntity},
		{call{path: "/v1/complaints/" + c.life.reference, code: "WRONGCODE123"}, http.StatusNotFound},
		{call{path: "/v1/cases/" + c.life.reference}, http.StatusUnauthorized},
		{call{path: "/v1/cases/" + c.life.reference + "/reopening", as: handler, body: []byte(`{"reason":"无权"}`)}, http.StatusForbidden},
	}
	if last.submits {
		wrong = append(wrong, struct {
			call
			status int
		}{reused, http.StatusConflict})
	}
	w := wrong[c.chance.IntN(len(wrong))]
	w.kind = "mistake"
	a, err := c.ask(ctx, w.call)
	if err == nil && a.status < 500 && a.status != w.status {
		c.wrong("a mistake, %s %s, was answered with %d and not %d: %.200s", w.path, w.body, a.status, w.status, a.body)
	}
	return err
}
