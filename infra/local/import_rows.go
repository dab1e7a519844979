package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"sync/atomic"

	"github.com/redress/redress/shared/bulk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/parallel"
	"github.com/redress/redress/shared/sheet"
	"github.com/redress/redress/shared/web"
)

// importing is an import on its way.
type importing struct {
	importFlags
	table    *sheet.Table
	form     *bulk.Form
	into     recorder
	refusals *refusals
	shown    *bringing

	recorded, before atomic.Int64 // rows; before: by an earlier run
	refused, rows    int
}

// rowRecord is a row on its way to become a complaint.
type rowRecord struct {
	row  sheet.Row
	from bulk.Origin
	body web.Submission
	bad  []web.BadField // why it was refused
}

// atOnce is how many rows are taken up together: those in memory.
const atOnce = 256

// all goes through the rows, page by page.
func (i *importing) all(ctx context.Context, stderr io.Writer) (err error) {
	doing := "recorded"
	if i.dryRun {
		doing = "checked"
	}
	i.shown = newBringing(stderr, doing, "rows", i.table.Rows-1)
	defer i.shown.end()
	defer func() {
		if err != nil {
			err = errors.Join(err, i.refusals.drop())
		}
	}()
	var page []*rowRecord
	n := 0
	for row, err := range i.table.All() {
		if err != nil {
			return inWords(err, i.language)
		}
		if n++; n == 1 || n == 2 && i.form.IsNote(row) {
			continue
		}
		if page = append(page, i.read(row)); len(page) == atOnce {
			if err := i.do(ctx, page); err != nil {
				return i.stopped(err)
			}
			page = page[:0]
		}
	}
	if err := i.do(ctx, page); err != nil {
		return i.stopped(err)
	}
	return i.refusals.finish()
}

// stopped says how to go on.
func (i *importing) stopped(err error) error {
	if i.dryRun {
		return err
	}
	return fmt.Errorf("%w\n%d rows were recorded; run the same command again, as the same caller, to go on", err, i.recorded.Load())
}

// read reads a row, as far as the table goes.
func (i *importing) read(row sheet.Row) *rowRecord {
	r := &rowRecord{row: row}
	var bad, lost []fault.Field
	r.body, bad = i.form.Read(row)
	r.from, lost = i.form.Origin(row, i.table.Digest)
	for _, f := range append(bad, lost...) {
		r.bad = append(r.bad, web.BadField{Field: f.Name, Message: f.Reason.In(i.language)})
	}
	return r
}

// do brings a page of rows where they go, and writes down those that are refused.
func (i *importing) do(ctx context.Context, page []*rowRecord) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	width := i.parallel
	if i.into.virtual() {
		width = 1
	}
	// A failure stops all lanes, and is told by what stopped them.
	_ = parallel.Each(width, lanes(page, width), func(lane []*rowRecord) error {
		for _, r := range lane {
			if ctx.Err() != nil {
				return nil
			}
			if err := i.bring(ctx, r); err != nil {
				stop(fmt.Errorf("row %d: %w", r.row.Number, err))
				return nil
			}
			i.shown.step()
		}
		return nil
	})
	if err := context.Cause(ctx); err != nil {
		return err
	}
	for _, r := range page {
		i.rows++
		if len(r.bad) == 0 {
			continue
		}
		i.refused++
		if err := i.refusals.add(i.form.Refuse(r.row, r.from, r.bad)); err != nil {
			return err
		}
	}
	return nil
}

// bring records a row. One that is to be checked only, or that is refused
// already, is checked: all that is wrong with a row is told together.
func (i *importing) bring(ctx context.Context, r *rowRecord) error {
	if i.dryRun || len(r.bad) > 0 {
		bad, err := i.into.check(ctx, r.body)
		r.bad = union(r.bad, bad)
		return err
	}
	before, bad, err := i.into.record(ctx, r.from.Key(), r.body)
	switch r.bad = bad; {
	case err != nil || len(bad) > 0:
	case before:
		i.before.Add(1)
	default:
		i.recorded.Add(1)
	}
	return err
}

// union adds what was found of fields of which nothing is known yet.
func union(known, found []web.BadField) []web.BadField {
	seen := map[string]bool{}
	for _, bad := range known {
		seen[bad.Field] = true
	}
	for _, bad := range found {
		if !seen[bad.Field] {
			known = append(known, bad)
		}
	}
	return known
}

// lanes shares rows out so that those of one customer stay in their order: the
// first complaint is the original, and later ones are its duplicates.
func lanes(page []*rowRecord, width int) [][]*rowRecord {
	list := make([][]*rowRecord, width)
	for n, r := range page {
		if customer := r.body.Customer.AccountNumber + r.body.Customer.Phone; customer != "" {
			h := fnv.New32a()
			h.Write([]byte(customer))
			n = int(h.Sum32() % uint32(width))
		}
		list[n%width] = append(list[n%width], r)
	}
	return list
}

// conclude says what became of the rows, and nothing of what is in them.
func (i *importing) conclude(stdout io.Writer) error {
	said := fault.Say(
		fmt.Sprintf("%d rows: %d recorded, %d recorded before, %d refused", i.rows, i.recorded.Load(), i.before.Load(), i.refused),
		fmt.Sprintf("共%d行：登记%d行，此前已登记%d行，退回%d行", i.rows, i.recorded.Load(), i.before.Load(), i.refused))
	if i.dryRun {
		said = fault.Say(
			fmt.Sprintf("%d rows: %d would be recorded, %d refused; nothing was recorded", i.rows, i.rows-i.refused, i.refused),
			fmt.Sprintf("共%d行：可登记%d行，将退回%d行；未登记任何内容", i.rows, i.rows-i.refused, i.refused))
	}
	if i.table.Hidden > 0 {
		said.EN += fmt.Sprintf("; %d of them are hidden in the sheet", i.table.Hidden)
		said.ZH += fmt.Sprintf("；其中%d行在表中为隐藏行", i.table.Hidden)
	}
	if i.recorded.Load() > 0 && i.into.folder != nil {
		said.EN += "; they are judged and dispatched once the folder is served"
		said.ZH += "；启动服务后将自动研判派单"
	}
	if _, err := fmt.Fprintln(stdout, said.In(i.language)); err != nil || i.refused == 0 {
		return err
	}
	why := fault.Say(
		fmt.Sprintf("%d rows were refused; they and the reasons are in %s: mend them there and import that file", i.refused, i.refusals.name),
		fmt.Sprintf("%d行被退回，内容与原因见%s：请在该文件中修改后重新导入", i.refused, i.refusals.name))
	return ending{errors.New(why.In(i.language)), someRefused}
}
