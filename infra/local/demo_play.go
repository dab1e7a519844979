package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// actor is a sample on the stage: the case that it became.
type actor struct {
	reference, tracking string
	unit, language      string
}

// play moves virtual time to a deed and does it in the right role.
func (d *demo) play(ctx context.Context, todo deed) error {
	if err := d.moveTo(ctx, todo.at); err != nil {
		return err
	}
	if todo.name == "receive" {
		return d.receive(ctx, todo.sample)
	}
	a := d.cast[todo.sample.ID]
	if err := d.look(ctx, a); err != nil {
		return err
	}
	practice := d.script.Deeds[todo.name]
	body, err := d.fill(practice.Body, todo.sample, a)
	if err != nil {
		return err
	}
	c := call{path: "/v1/cases/" + a.reference + "/" + practice.Command, as: "dev:" + practice.By + ":*", body: body}
	switch practice.By {
	case "customer":
		c.path, c.as, c.code = "/v1/complaints/"+a.reference+"/"+practice.Command, "", a.tracking
	case "handler":
		c.as = "dev:handler:" + a.unit
	}
	return d.staff.call(ctx, c)
}

// moveTo lets virtual time go on, and with it everything that is due.
func (d *demo) moveTo(ctx context.Context, at time.Time) error {
	return d.staff.call(ctx, call{path: "/local/clock", body: map[string]time.Time{"to": at}})
}

// receive takes a sample in: customers use the web, app and wechat
// themselves, an agent records what comes another way.
func (d *demo) receive(ctx context.Context, one *sample) error {
	var receipt web.Receipt
	c := call{path: "/v1/cases", as: "dev:agent:*", body: one.Complaint, out: &receipt}
	switch one.Complaint.Channel {
	case "web", "app", "wechat":
		c.path, c.as = "/v1/complaints", ""
	}
	if err := d.staff.call(ctx, c); err != nil {
		return err
	}
	d.cast[one.ID] = &actor{reference: receipt.Reference, tracking: receipt.TrackingCode}
	return nil
}

// look reads which unit holds a case now, and the customer's language.
func (d *demo) look(ctx context.Context, a *actor) error {
	var view web.CaseView
	if err := d.staff.call(ctx, call{path: "/v1/cases/" + a.reference, as: "dev:auditor:*", out: &view}); err != nil {
		return err
	}
	a.unit, a.language = view.Unit, view.Matter.Language
	return nil
}

// fill puts a case's words into the body of a command.
func (d *demo) fill(body json.RawMessage, one *sample, a *actor) (json.RawMessage, error) {
	words := maps.Clone(d.script.Words[a.language])
	for name, word := range map[string]string{
		"team": one.Team, "class": one.Class, "verified": one.Verified, "responsibility": one.Liable,
		"cause": one.Cause, "answer": one.Answer, "again": one.Again,
	} {
		if word != "" {
			words[name] = word
		}
	}
	if other, ok := d.cast[one.Other]; ok {
		words["other"] = other.reference
	}
	for name, word := range words {
		quoted, err := json.Marshal(word)
		if err != nil {
			return nil, err
		}
		words[name] = string(quoted[1 : len(quoted)-1])
	}
	filled := policy.Fill(string(body), words)
	if strings.Contains(filled, `"{`) {
		return nil, fmt.Errorf("the sample lacks a word for %s", filled)
	}
	return json.RawMessage(filled), nil
}
