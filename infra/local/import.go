package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/redress/redress/shared/bulk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/sheet"
)

// importFlags are the flags of redress import.
type importFlags struct {
	file, sheet, columns string
	data, site, token    string
	policy, language     string
	refused, template    string
	dryRun, ignore       bool
	parallel             int
}

// someRefused is the code that an import ends with when rows were refused.
const someRefused = 3

// runImport is `redress import`: records the rows of a CSV file or a workbook as
// complaints, through the call by which staff record one. A row is recorded under
// a key that is made of the file and its place there, so that an import which
// broke off, or is run again, adds what is missing and nothing else.
func runImport(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	f, err := parseImport(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil:
		return fmt.Errorf("import: %w", err)
	case f.template != "":
		return writeFile(f.template, func(w io.Writer) error { return writeTemplate(w, f.template) })
	}
	if err := f.run(ctx, stdout, stderr); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	return nil
}

func parseImport(args []string, stderr io.Writer) (f importFlags, err error) {
	set := flag.NewFlagSet("redress import", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.file, "file", "", "`FILE` to import, .csv or .xlsx")
	set.StringVar(&f.sheet, "sheet", "", "`NAME` of the sheet of a workbook; the first visible one when left out")
	set.StringVar(&f.columns, "columns", "", "`FILE` of YAML with the fields of other headings, as 客户电话: customer.phone; ignore for those that say nothing")
	set.BoolVar(&f.ignore, "ignore-unknown", false, "pass over columns that are not known")
	set.StringVar(&f.data, "data", "", "`DIR`, the data folder to record into; nobody may serve it meanwhile")
	set.StringVar(&f.site, "site", "", "`URL` of the deployment to record into, such as https://redress.example.com")
	set.StringVar(&f.token, "token", "", "staff token of the deployment: `@FILE` to read it from there; the environment's REDRESS_TOKEN when left out")
	set.StringVar(&f.policy, "policy", "state-grid", "policy pack, `NAME|DIR`: time zone and ways in; with -data the rules as well")
	set.StringVar(&f.language, "language", "", "language of what is said, `zh|en`; the company's when left out")
	set.StringVar(&f.refused, "refused", "", "`FILE` for the refused rows; beside the imported one when left out")
	set.StringVar(&f.template, "template", "", "write an empty table to fill in, `FILE` .csv or .xlsx, and nothing else")
	set.BoolVar(&f.dryRun, "dry-run", false, "check every row and record nothing")
	set.IntVar(&f.parallel, "parallel", 16, "how many rows are on their way at a time")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	if set.NArg() > 0 {
		return f, fmt.Errorf("unexpected argument %q", set.Arg(0))
	}
	if f.template != "" {
		return f, nil
	}
	return f, errors.Join(f.check(), f.findToken())
}

func (f *importFlags) check() error {
	switch site, err := url.Parse(f.site); {
	case f.file == "":
		return errors.New("-file is required, or -template")
	case f.data != "" && f.site != "":
		return errors.New("-data and -site cannot both be given")
	case f.data == "" && f.site == "" && !f.dryRun:
		return errors.New("one of -data and -site is required")
	case f.site != "" && (err != nil || site.Host == "" || site.Scheme != "https" && site.Scheme != "http"):
		return fmt.Errorf("-site must be an address such as https://redress.example.com, not %q", f.site)
	case !slices.Contains([]string{"", "zh", "en"}, f.language):
		return fmt.Errorf("-language must be zh or en, not %q", f.language)
	case sameFile(f.file, f.refused):
		return errors.New("-refused must be another file than -file")
	case f.parallel < 1 || f.parallel > 256:
		return errors.New("-parallel must be 1 to 256")
	}
	f.site = strings.TrimSuffix(f.site, "/")
	return nil
}

// findToken reads the staff token of a site.
func (f *importFlags) findToken() error {
	if f.site == "" {
		return nil
	}
	if f.token == "" {
		f.token = os.Getenv("REDRESS_TOKEN")
	}
	if name, ok := strings.CutPrefix(f.token, "@"); ok {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f.token = string(text)
	}
	if f.token = strings.TrimSpace(f.token); f.token == "" {
		return errors.New("-site needs a staff token: in REDRESS_TOKEN, or -token @FILE")
	}
	return nil
}

func writeTemplate(to io.Writer, name string) error {
	w, err := sheet.NewWriter(to, name)
	if err != nil {
		return err
	}
	head, notes := bulk.Template()
	return errors.Join(w.Write(head), w.Write(notes), w.Close())
}

// run imports the file.
func (f importFlags) run(ctx context.Context, stdout, stderr io.Writer) (err error) {
	p, err := policy.Named(f.policy)
	if err != nil {
		return err
	}
	if f.language == "" {
		f.language = p.Language
	}
	table, err := sheet.Open(f.file, f.sheet)
	if err != nil {
		return inWords(err, f.language)
	}
	defer func() { err = errors.Join(err, table.Close()) }()
	form, err := f.form(table, p)
	if err != nil {
		return inWords(err, f.language)
	}
	into, err := f.open(ctx, p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, into.close()) }()
	i := &importing{
		importFlags: f, table: table, form: form, into: into,
		refusals: &refusals{name: f.refusedName(), head: form.Refused(f.language)},
	}
	if strings.HasPrefix(f.site, "http://") {
		fmt.Fprintln(stderr, "the way to the site is not encrypted: who listens reads the complaints and the token")
	}
	if err := i.all(ctx, stderr); err != nil {
		return err
	}
	return i.conclude(stdout)
}

// form reads the head row.
func (f importFlags) form(table *sheet.Table, p *policy.Policy) (*bulk.Form, error) {
	o := bulk.Options{IgnoreUnknown: f.ignore}
	if f.columns != "" {
		text, err := os.ReadFile(f.columns)
		if err != nil {
			return nil, err
		}
		if err := yaml.Unmarshal(text, &o.Columns); err != nil {
			return nil, fmt.Errorf("%s: must be fields by headings, such as 客户电话: customer.phone: %w", f.columns, err)
		}
	}
	for head, err := range table.All() {
		if err != nil {
			return nil, err
		}
		return bulk.NewForm(head, p, o)
	}
	return nil, errors.New("the table is empty") // [sheet.Open] has found rows
}

// refusedName is where refused rows go. What lies beside the file from an earlier
// run is left alone: somebody may be mending it.
func (f importFlags) refusedName() string {
	if f.refused != "" {
		return f.refused
	}
	ext := ".csv"
	if strings.EqualFold(filepath.Ext(f.file), ".xlsx") {
		ext = ".xlsx"
	}
	base := strings.TrimSuffix(f.file, filepath.Ext(f.file)) + ".refused"
	name := base + ext
	for n := 2; ; n++ {
		if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d%s", base, n, ext)
	}
}

// sameFile tells whether two names are of one file that is there.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(one, other)
}

// inWords says a fault in the user's language, with all of its fields.
func inWords(err error, language string) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	lines := []string{f.Msg.In(language)}
	for _, field := range f.Fields {
		lines = append(lines, field.Name+" "+field.Reason.In(language))
	}
	said := strings.Join(lines, "\n  ")
	if f.Err != nil {
		return fmt.Errorf("%s: %w", said, f.Err)
	}
	return errors.New(said)
}
