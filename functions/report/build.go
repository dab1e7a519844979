package report

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// build counts, archives every rendering, and then commits the notice, with
// what is to be remembered under the caller's key. The summary is archived
// last: a report that is listed is whole.
func (h *Handler) build(ctx context.Context, spec report.Spec, answer func(Summary) *complaint.StoredAnswer) (Summary, error) {
	r, err := report.Build(ctx, h.Desk.Store, spec)
	if err != nil {
		return Summary{}, err
	}
	s := summaryOf(ID(spec), r)
	if err := h.keep(ctx, s, r); err != nil {
		return Summary{}, err
	}
	now := h.Desk.Instant()
	n := h.notice(s, now)
	commit := complaint.Commit{Answer: answer(s)}
	data, err := json.Marshal(n)
	if err != nil {
		return Summary{}, fault.Wrap(fault.Internal, err, "write the notice of report "+s.ID)
	}
	commit.Effects = []complaint.Effect{{Key: "notice/" + n.ID, Kind: complaint.SendNotice, At: now, Data: data}}
	if err := h.Desk.Store.Commit(ctx, commit); err != nil {
		return Summary{}, err
	}
	if h.Desk.Settle != nil {
		h.Desk.Settle(ctx)
	}
	return s, nil
}

// keep archives a report in every format.
func (h *Handler) keep(ctx context.Context, s Summary, r *paper.Paper) error {
	for _, format := range paper.Formats() {
		var b bytes.Buffer
		if err := paper.Render(&b, format, r); err != nil {
			return fault.Wrap(fault.Internal, err, "render report "+s.ID+" as "+format)
		}
		if err := h.Archive.Put(ctx, renderingKey(s.ID, format), paper.ContentType(format), b.Bytes()); err != nil {
			return err
		}
	}
	data, err := json.Marshal(s)
	if err != nil {
		return fault.Wrap(fault.Internal, err, "write the summary of report "+s.ID)
	}
	return h.Archive.Put(ctx, prefix+s.ID+summaryFile, "application/json", data)
}

// notice tells that a report is there. Its id is the report's, so that it is
// published once.
func (h *Handler) notice(s Summary, now complaint.Instant) complaint.Notice {
	p := h.Desk.Policy
	levels := p.Tell["report"]
	if levels == nil {
		levels = []string{}
	}
	return complaint.Notice{
		ID: "report/" + s.ID, At: now, Kind: "report", Levels: levels, Unit: s.Unit, Language: s.Language,
		Text: policy.Fill(p.Texts.Notices["report"].In(s.Language), map[string]string{
			"from": s.From, "to": s.To, "link": h.Site + s.Links["html"],
			"title": s.Title, "headline": s.headline(),
		}),
	}
}
