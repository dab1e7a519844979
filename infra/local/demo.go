package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/redress/redress/shared/report/paper"
)

// The demo plays from midnight of its first day; the report is of September.
const (
	demoStart = "2026-09-01T00:00:00+08:00"
	demoEnd   = "2026-10-14T18:00:00+08:00"
	demoFrom  = "2026-09-01"
	demoTo    = "2026-09-30"
	demoFile  = "sla-breach-2026-09"
)

// runDemo is `redress demo`: a month of sample complaints in virtual time,
// through the same calls that people make, and the breach report of it.
func runDemo(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("out", ".demo", "`folder` that the report is written to")
	data := flags.String("data", ":memory:", "`folder` of the data, without cases in it, or :memory:")
	language := flags.String("language", "", "language of the report and of what is printed, `zh|en`; the company's when left out")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("demo: unexpected argument %q", flags.Arg(0))
	}
	if !slices.Contains([]string{"", "zh", "en"}, *language) {
		return fmt.Errorf("demo: -language must be zh or en, not %q", *language)
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := newApp(ctx, config{data: *data, policy: "state-grid", clock: demoStart, dev: true}, log)
	if err != nil {
		return err
	}
	defer a.close()
	d := newDemo(a, *language)
	if err := d.run(ctx, newProgress(stderr)); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return d.conclude(ctx, *out, stdout)
}

// demo is a month under play.
type demo struct {
	app      *app
	staff    caller
	language string
	script   *script
	cast     map[string]*actor // by sample
}

// newDemo prepares a play in an app; the language is the company's when empty.
func newDemo(a *app, language string) *demo {
	if language == "" {
		language = a.policy.Language
	}
	return &demo{app: a, staff: within(a.handler()), language: language, cast: map[string]*actor{}}
}

// run plays the whole agenda, deed by deed.
func (d *demo) run(ctx context.Context, p *progress) error {
	if err := d.empty(ctx); err != nil {
		return err
	}
	var err error
	if d.script, err = loadScript(); err != nil {
		return err
	}
	agenda, err := d.script.agenda(d.app.policy.Calendar)
	if err != nil {
		return err
	}
	end, err := time.Parse(time.RFC3339, demoEnd)
	if err != nil {
		return err
	}
	agenda = until(agenda, end)
	p.begin(len(agenda))
	for _, deed := range agenda {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.play(ctx, deed); err != nil {
			return fmt.Errorf("%s, %s of %s: %w", deed.at.Format("01-02 15:04"), deed.name, deed.sample.ID, err)
		}
		p.step(deed.at)
	}
	p.end()
	return d.moveTo(ctx, end)
}

// empty makes sure that the month is played into a store of its own.
func (d *demo) empty(ctx context.Context) error {
	var list struct{ Cases []struct{} }
	if err := d.staff.call(ctx, call{path: "/v1/cases?limit=1", as: "dev:supervisor:*", out: &list}); err != nil {
		return err
	}
	if len(list.Cases) > 0 {
		return fmt.Errorf("%s holds cases already; give -data a new folder", d.app.config.data)
	}
	return nil
}

// conclude builds the report of the month, writes it down, and says what happened.
func (d *demo) conclude(ctx context.Context, folder string, stdout io.Writer) error {
	var built struct{ Links map[string]string }
	body := map[string]string{"kind": "sla-breach", "from": demoFrom, "to": demoTo, "language": d.language}
	if err := d.staff.call(ctx, call{path: "/v1/reports", as: "dev:supervisor:*", body: body, out: &built}); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, format := range paper.Formats() {
		var text []byte
		if err := d.staff.call(ctx, call{path: built.Links[format], as: "dev:supervisor:*", out: &text}); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, demoFile+"."+format), text, 0o644); err != nil {
			return err
		}
	}
	s, err := d.sum(ctx)
	if err != nil {
		return err
	}
	for _, line := range s.lines() {
		fmt.Fprintln(stdout, line)
	}
	_, err = fmt.Fprintln(stdout, d.say(reportAt, words{"file": filepath.Join(folder, demoFile+".html")}))
	return err
}
