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

// order is a report that is to be built, and the levels that are told of it.
type order struct {
	id   string // of the spec, see [ID]
	spec report.Spec
	tell []string
}

// build counts, archives every rendering, and then promises the notice, with
// what is to be remembered under the caller's key. The summary is archived
// last: a report that is listed is whole.
func (h *Handler) build(ctx context.Context, o order, answer func(Summary) *complaint.StoredAnswer) (Summary, error) {
	p, err := report.Build(ctx, h.Desk.Store, o.spec)
	if err != nil {
		return Summary{}, err
	}
	s := summaryOf(o, p)
	if err := h.keep(ctx, s, p); err != nil {
		return Summary{}, err
	}
	return s, h.announce(ctx, s, o, answer)
}

// keep archives a report in every format.
func (h *Handler) keep(ctx context.Context, s Summary, p *paper.Paper) error {
	for _, format := range paper.Formats() {
		var b bytes.Buffer
		if err := paper.Render(&b, format, p); err != nil {
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

// announce promises the notice that a report is there, together with what is to
// be remembered. Its id is the report's, so that it is published once.
func (h *Handler) announce(ctx context.Context, s Summary, o order, answer func(Summary) *complaint.StoredAnswer) error {
	link, err := h.link(ctx, s.ID, "html")
	if err != nil {
		return err
	}
	values := o.values()
	values["link"], values["until"] = link.address, link.expires.In(h.Desk.Policy.Zone()).Format("2006-01-02 15:04")
	values["headline"], values["count"], values["late"] = s.headline(), s.figure("received"), s.figure("breachedOrders")
	commit := complaint.Commit{}
	if answer != nil {
		commit.Answer = answer(s)
	}
	return h.promise(ctx, commit, h.notice(o, "report", values))
}

// announceFailure promises the notice that a report could not be built. It is
// known by the report's id as well, whatever the attempts.
func (h *Handler) announceFailure(ctx context.Context, o order) error {
	n := h.notice(o, "report.failed", o.values())
	n.ID, n.Point, n.At = n.ID+"/failed", "failed", h.Desk.Instant()
	return h.promise(ctx, complaint.Commit{}, n)
}

// values are what the templates may say of a report that need not be there.
func (o order) values() map[string]string {
	values := map[string]string{"title": title(o.spec), "period": o.spec.Reference}
	if o.spec.Reference != "" {
		return values
	}
	from, to := report.Ends(o.spec.From, o.spec.To, o.spec.Policy.Zone())
	values["from"], values["to"], values["period"] = from, to, from
	if from != to {
		values["period"] = policy.Text{"zh": from + "至" + to, "en": from + " to " + to}.In(o.spec.Language)
	}
	return values
}

// title is what a report is called.
func title(s report.Spec) string {
	for _, k := range report.Kinds() {
		if k.Code == s.Kind {
			return k.Title.In(s.Language)
		}
	}
	return s.Kind
}

// notice is one about a report, after a template; its instant is the report's.
func (h *Handler) notice(o order, template string, values map[string]string) complaint.Notice {
	levels := o.tell
	if levels == nil {
		levels = []string{}
	}
	text, ok := h.Desk.Policy.Texts.Notices[template]
	if !ok {
		text = plain
	}
	return complaint.Notice{
		ID: "report/" + o.id, At: o.spec.AsOf, Kind: "report", Levels: levels, Unit: o.spec.Filter.Unit, Language: o.spec.Language,
		Text: policy.Fill(text.In(o.spec.Language), values),
	}
}

// plain tells a failure for packs without the text report.failed.
var plain = policy.Text{
	"zh": "【报表失败】{title}（{period}）未能生成，系统将自动重试。",
	"en": "[Report failed] {title}, {period}, could not be built. It is tried again.",
}

// promise commits a notice with what else there is, and lets it be sent.
func (h *Handler) promise(ctx context.Context, commit complaint.Commit, n complaint.Notice) error {
	data, err := json.Marshal(n)
	if err != nil {
		return fault.Wrap(fault.Internal, err, "write notice "+n.ID)
	}
	commit.Effects = []complaint.Effect{{Key: "notice/" + n.ID, Kind: complaint.SendNotice, At: h.Desk.Instant(), Data: data}}
	if err := h.Desk.Store.Commit(ctx, commit); err != nil {
		return err
	}
	if h.Desk.Settle != nil {
		h.Desk.Settle(ctx)
	}
	return nil
}
