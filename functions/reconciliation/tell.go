package reconciliation

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// conclude adds what the machine counted, judges the figures and tells them.
func (r *run) conclude(ctx context.Context) error {
	if err := r.addTallies(ctx); err != nil {
		return err
	}
	out := r.out
	out.Unset = []string{}
	for _, rule := range r.Desk.Policy.Clocks {
		if rule.Unset != "" {
			out.Unset = append(out.Unset, rule.Name)
		}
	}
	out.AddsUp = out.addsUp()
	if r.look || r.now.Before(r.to) {
		return nil
	}
	daily := r.notice("reconciliation", "reconciliation/"+out.Day, r.references(withoutLimit))
	if out.AddsUp {
		return r.publish(ctx, daily)
	}
	alarm := r.notice("alarm.reconciliation", "alarm/reconciliation/"+out.Day, r.references(unaccounted, disagree, differ, woken, withoutLimit, unchecked))
	return r.publish(ctx, daily, alarm)
}

// tellMoved tells which cases another calendar moves. The notice is known by
// its references, so that the same list is told once.
func (r *run) tellMoved(ctx context.Context, references []string) error {
	for list := range slices.Chunk(references, named) {
		sum := sha256.Sum256([]byte(strings.Join(list, "\n")))
		id := "reconciliation/" + r.out.Day + "/moved/" + hex.EncodeToString(sum[:4])
		if err := r.publish(ctx, r.notice("reconciliation.moved", id, list)); err != nil {
			return err
		}
	}
	return nil
}

// notice writes a notice after a template "kind" or "kind.variant".
func (r *run) notice(template, id string, references []string) complaint.Notice {
	p := r.Desk.Policy
	kind, _, _ := strings.Cut(template, ".")
	levels := p.Tell[kind]
	if levels == nil {
		levels = p.Tell["alarm"]
	}
	values := r.values(len(references))
	text := policy.Fill(p.Texts.Notices[template].In(p.Language), values)
	if text == "" {
		text = plain(template, values)
	}
	return complaint.Notice{ID: id, At: r.now, Kind: kind, References: references, Levels: levels, Language: p.Language, Text: text}
}

// plain is the text for a pack that has none.
func plain(template string, values map[string]string) string {
	words := []string{template + ":"}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		words = append(words, name, values[name]+",")
	}
	return strings.TrimSuffix(strings.Join(words, " "), ",")
}

// publish promises notices.
func (r *run) publish(ctx context.Context, notices ...complaint.Notice) error {
	var commit complaint.Commit
	for _, n := range notices {
		data, err := json.Marshal(n)
		if err != nil {
			return fault.Wrap(fault.Internal, err, "write notice "+n.ID)
		}
		commit.Effects = append(commit.Effects, complaint.Effect{Key: "notice/" + n.ID, Kind: complaint.SendNotice, At: r.now, Data: data})
	}
	return r.Desk.Store.Commit(ctx, commit)
}

// references are those of the findings of some sorts, each once.
func (r *run) references(sorts ...string) (list []string) {
	for _, f := range r.out.Findings {
		if f.Reference != "" && slices.Contains(sorts, f.What) && !slices.Contains(list, f.Reference) {
			list = append(list, f.Reference)
		}
	}
	return list
}

// values are what the templates may speak of.
func (r *run) values(count int) map[string]string {
	out := r.out
	values := map[string]string{
		"day": out.Day, "count": strconv.Itoa(count), "lag": "–", "unset": cmp.Or(strings.Join(out.Unset, ", "), "–"),
		"years": cmp.Or(strings.Join(slices.Sorted(maps.Keys(out.Provisional)), ", "), "–"),
	}
	if out.LagMax != nil {
		values["lag"] = strconv.FormatInt(*out.LagMax, 10)
	}
	provisional := 0
	for _, n := range out.Provisional {
		provisional += n
	}
	for name, n := range map[string]int{
		"instants": out.Due, "met": out.Met, "missed": out.Missed, "late": out.Late, "cancelled": out.Cancelled,
		"paused": out.Paused, "unaccounted": out.Unaccounted, "disagree": out.Disagree, "differ": out.Differ, "recovered": out.Recovered,
		"open": out.Open, "withoutLimit": out.WithoutLimit, "provisional": provisional, "woken": out.Woken,
		"reissued": out.Reissued, "unchecked": out.Unchecked, "sweeps": int(out.Sweeps), "silent": int(out.Silent),
		"suppressed": int(out.Suppressed), "redelivered": int(out.Redelivered),
	} {
		values[name] = strconv.Itoa(n)
	}
	return values
}
