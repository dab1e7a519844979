package main

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// localAPI are the calls that exist in a single process only: to move virtual
// time, and to see what was published and where the workflow stands.
type localAPI struct{ app *app }

func (l localAPI) Register(api huma.API) {
	huma.Register(api, web.Call("readClock", http.MethodGet, "/local/clock", "The program's time"), l.time)
	huma.Register(api, web.Call("moveClock", http.MethodPost, "/local/clock", "Move virtual time"), l.move)
	if !l.app.config.dev {
		return // letters hold phone numbers and tracking codes: not for an open door
	}
	huma.Register(api, web.Call("listNotices", http.MethodGet, "/local/notices", "Notices published, oldest first"), l.notices)
	huma.Register(api, web.Call("listMessages", http.MethodGet, "/local/messages", "Messages to customers, oldest first"), l.messages)
	huma.Register(api, web.Call("readExecutions", http.MethodGet, "/local/executions/{reference}", "Where the workflow of a case stands"), l.executions)
}

type clockOut struct{ Body web.Body[clockNow] }

// clockNow is what the program's clock says.
type clockNow struct {
	Now   time.Time `json:"now"`
	Fired int       `json:"fired" doc:"warnings, breaches and repeats"`
}

func (l localAPI) time(context.Context, *struct{}) (*clockOut, error) {
	return &clockOut{web.BodyOf(clockNow{Now: l.app.inner.Instant()})}, nil
}

type moveIn struct {
	web.Idempotent
	Body struct {
		Advance string    `json:"advance,omitempty" doc:"a duration such as 4h, 720h, 5m"`
		To      time.Time `json:"to,omitzero"`
	}
}

func (l localAPI) move(ctx context.Context, in *moveIn) (*clockOut, error) {
	if !l.app.watch.virtual {
		return nil, fault.New(fault.Conflict, fault.Say("the program runs on the real clock", "程序使用真实时钟，不能调整时间"))
	}
	now := l.app.watch.Now()
	to, bad := target(now, in.Body.Advance, in.Body.To)
	if err := fault.Fields(bad); err != nil {
		return nil, err
	}
	reply, err := web.Once(ctx, l.app.db, now, web.Request{Scope: "POST clock", Key: in.IdempotencyKey, Body: in.Body}, func(web.Claim[clockNow]) (*web.Reply[clockNow], error) {
		fired, err := l.app.advance(ctx, to)
		if err != nil {
			return nil, err
		}
		return &web.Reply[clockNow]{Status: http.StatusOK, Body: web.BodyOf(clockNow{Now: l.app.inner.Instant(), Fired: fired})}, nil
	})
	if err != nil {
		return nil, err
	}
	return &clockOut{reply.Body}, nil
}

// target is the instant that a move of the clock goes to.
func target(now time.Time, advance string, to time.Time) (time.Time, []fault.Field) {
	if (advance == "") == to.IsZero() {
		return now, []fault.Field{{Name: "advance", Reason: fault.Say("or to must be given, and not both", "快进时长与目标时间必须且只能填写一个")}}
	}
	if advance != "" {
		d, err := time.ParseDuration(advance)
		if err != nil || d < 0 {
			return now, []fault.Field{{Name: "advance", Reason: fault.Say("must be a duration such as 4h, 720h or 5m", "必须是时长，例如4h、720h、5m")}}
		}
		return now.Add(d).Truncate(time.Second), nil
	}
	if to.Before(now) {
		return now, []fault.Field{{Name: "to", Reason: fault.Say("lies in the past", "不能早于当前时间")}}
	}
	return to.UTC().Truncate(time.Second), nil
}

type publishedIn struct {
	Since     string `query:"since" doc:"id of the last one seen"`
	Reference string `query:"reference"`
}

type noticesOut struct {
	Body struct {
		Notices []json.RawMessage `json:"notices"`
	}
}

func (l localAPI) notices(ctx context.Context, in *publishedIn) (*noticesOut, error) {
	out := &noticesOut{}
	var err error
	out.Body.Notices, err = l.published(ctx, "notice", in)
	return out, err
}

type messagesOut struct {
	Body struct {
		Messages []json.RawMessage `json:"messages"`
	}
}

func (l localAPI) messages(ctx context.Context, in *publishedIn) (*messagesOut, error) {
	out := &messagesOut{}
	var err error
	out.Body.Messages, err = l.published(ctx, "message", in)
	return out, err
}

func (l localAPI) published(ctx context.Context, kind string, in *publishedIn) ([]json.RawMessage, error) {
	docs, err := l.app.db.ListPublished(ctx, kind, in.Reference, in.Since, 100_000)
	list := make([]json.RawMessage, len(docs))
	for i, d := range docs {
		list[i] = d
	}
	return list, err
}

type executionsIn struct {
	Reference string `path:"reference"`
}

type executionsOut struct {
	Body struct {
		Status string   `json:"status"`
		States []string `json:"states" doc:"names entered, in order, of every cycle of the journey"`
		// Executions are the runs: of the journey, one for each cycle, and of the
		// flows beside it.
		Executions []execution `json:"executions"`
	}
}

type execution struct {
	Name    string            `json:"name"`
	Machine complaint.Machine `json:"machine"`
	Status  string            `json:"status"`
	States  []string          `json:"states"`
}

func (l localAPI) executions(ctx context.Context, in *executionsIn) (*executionsOut, error) {
	list, err := l.app.runner.Executions(ctx, in.Reference+"-")
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fault.New(fault.NotFound, fault.Say("no workflow has run for this reference", "该编号没有流程记录"))
	}
	out := &executionsOut{}
	for _, x := range list {
		run, err := complaint.ExecutionNamed(x.Name)
		if err != nil {
			return nil, err
		}
		if !run.Beside() {
			out.Body.Status = x.Status
			out.Body.States = append(out.Body.States, x.States...)
		}
		out.Body.Executions = append(out.Body.Executions, execution{
			Name: x.Name, Machine: cmp.Or(run.Machine, complaint.Journey), Status: x.Status, States: x.States,
		})
	}
	return out, nil
}
