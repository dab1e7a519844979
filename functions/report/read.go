package report

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
	"github.com/redress/redress/shared/web"
)

type listIn struct {
	web.Staff
	Cursor string `query:"cursor" maxLength:"400"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type listOut struct {
	Body struct {
		Reports []Summary `json:"reports"`
		Cursor  string    `json:"cursor" doc:"for the next page; empty on the last"`
	}
}

func (h *Handler) list(ctx context.Context, in *listIn) (*listOut, error) {
	by, err := h.caller(in.Authorization)
	if err != nil {
		return nil, err
	}
	names, err := h.names(ctx, by)
	if err != nil {
		return nil, err
	}
	if names, err = after(names, in.Cursor); err != nil {
		return nil, err
	}
	out := &listOut{}
	if len(names) > in.Limit {
		names = names[:in.Limit]
		out.Body.Cursor = names[in.Limit-1].id
	}
	out.Body.Reports = make([]Summary, len(names))
	for i, n := range names {
		if out.Body.Reports[i], err = h.summary(ctx, n.id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// summary reads the summary of a report. NotFound when the report is not whole.
func (h *Handler) summary(ctx context.Context, id string) (s Summary, err error) {
	data, err := h.Archive.Get(ctx, prefix+id+summaryFile)
	if err != nil {
		return s, err
	}
	return s, fault.Wrap(fault.Internal, json.Unmarshal(data, &s), "read the summary of report "+id)
}

// names lists the reports that a caller may see, newest first.
func (h *Handler) names(ctx context.Context, by complaint.Actor) ([]named, error) {
	keys, err := h.Archive.List(ctx, prefix)
	if err != nil {
		return nil, err
	}
	var names []named
	for _, key := range keys {
		id, whole := strings.CutSuffix(strings.TrimPrefix(key, prefix), summaryFile)
		if n, ok := parseID(id); whole && ok && h.sees(by, n) {
			names = append(names, n)
		}
	}
	slices.SortFunc(names, newest)
	return names, nil
}

// newest orders by as-of, the latest first, then by id.
func newest(a, b named) int { return cmp.Or(cmp.Compare(b.asOf, a.asOf), cmp.Compare(a.id, b.id)) }

// after leaves out what stands before and at a cursor, the id of the last
// report that was seen.
func after(names []named, cursor string) ([]named, error) {
	if cursor == "" {
		return names, nil
	}
	last, ok := parseID(cursor)
	if !ok {
		return nil, fault.Fields([]fault.Field{{Name: "cursor", Reason: fault.Say("is not a cursor of this list", "不是此列表的游标")}})
	}
	i, found := slices.BinarySearchFunc(names, last, newest)
	if found {
		i++
	}
	return names[i:], nil
}

// sees tells whether a report's scope lies within the caller's.
func (h *Handler) sees(by complaint.Actor, n named) bool {
	return h.Desk.Policy.Within(n.unit, by.Unit)
}

type readIn struct {
	web.Staff
	ID     string `path:"id"`
	Format string `path:"format" doc:"json, csv, xlsx or html"`
}

// readOut is a rendering as it was archived. A browser may show it but run
// nothing and fetch nothing for it, and tells nobody from where it came: the
// address of a link is its key.
type readOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Sniff       string `header:"X-Content-Type-Options"`
	Referrer    string `header:"Referrer-Policy"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

func (h *Handler) read(ctx context.Context, in *readIn) (*readOut, error) {
	by, err := h.caller(in.Authorization)
	if err != nil {
		return nil, err
	}
	n, ok := parseID(in.ID)
	if !ok || !h.sees(by, n) {
		return nil, nothing()
	}
	return h.rendering(ctx, n.id, in.Format)
}

// rendering gives what is archived of a report in a format. NotFound when there is nothing.
func (h *Handler) rendering(ctx context.Context, id, format string) (*readOut, error) {
	contentType := paper.ContentType(format)
	if contentType == "" {
		return nil, nothing()
	}
	data, err := h.Archive.Get(ctx, renderingKey(id, format))
	if fault.Is(err, fault.NotFound) {
		return nil, nothing()
	}
	if err != nil {
		return nil, err
	}
	return &readOut{
		ContentType: contentType, Disposition: `inline; filename="` + id + "." + format + `"`,
		Policy: "default-src 'none'; style-src 'unsafe-inline'; sandbox", Sniff: "nosniff",
		Referrer: "no-referrer", Cache: "private, no-store", Body: data,
	}, nil
}
