package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/redress/redress/functions/reconciliation"
)

// print writes what a reconciliation has found, as JSON or to be read.
func (f reconcileFlags) print(w io.Writer, out reconciliation.Out) error {
	if f.asJSON {
		doc, err := json.MarshalIndent(out, "", "  ")
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "%s\n", doc)
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	printFigures(table, out)
	for _, x := range out.Findings {
		fmt.Fprintf(table, "%s\t%s\n", x.Reference, f.say(x))
	}
	if f.repair && !f.yes && out.Woken+out.Reissued > 0 {
		fmt.Fprintln(table, "nothing was changed: -repair -yes does it")
	}
	return table.Flush()
}

// say puts a finding into words.
func (f reconcileFlags) say(x reconciliation.Finding) string {
	words := []string{x.What}
	if !f.changes() && (x.What == "woken" || x.What == "reissued") {
		words = []string{"to be " + x.What}
	}
	if x.Clock != "" {
		words = append(words, x.Clock+"/"+strconv.Itoa(x.Round), "due", x.DueAt.Format(time.RFC3339))
	}
	if !x.Want.IsZero() {
		words = append(words, "counted", x.Want.Format(time.RFC3339))
	}
	return strings.TrimSpace(strings.Join(words, " ") + " " + x.Reason)
}

// printFigures writes what adds up, one sum a line.
func printFigures(w io.Writer, out reconciliation.Out) {
	state := "adds up"
	if !out.AddsUp {
		state = "does not add up"
	}
	lag := "no breach"
	if out.LagMax != nil {
		lag = fmt.Sprintf("max %d s, mean %d s, %d found late", *out.LagMax, *out.LagMean, out.Recovered)
	}
	fmt.Fprintf(w, "%s\t%s\n", out.Day, state)
	fmt.Fprintf(w, "due instants\t%d = %d met + %d missed (%d done since) + %d cancelled + %d paused + %d pending + %d unaccounted\n",
		out.Due, out.Met, out.Missed, out.Late, out.Cancelled, out.Paused, out.Pending, out.Unaccounted)
	fmt.Fprintf(w, "recomputed\t%d, %d disagree, %d superseded\n", out.Recomputed, out.Disagree, out.Superseded)
	fmt.Fprintf(w, "lag\t%s\n", lag)
	fmt.Fprintf(w, "open cases\t%d, %d without a limit (unset: %s), %d not checked\n", out.Open, out.WithoutLimit, strings.Join(out.Unset, " "), out.Unchecked)
	fmt.Fprintf(w, "provisional\t%s\n", strings.TrimPrefix(fmt.Sprint(out.Provisional), "map"))
	fmt.Fprintf(w, "put right\t%d woken, %d re-issued\n", out.Woken, out.Reissued)
	fmt.Fprintf(w, "sweeps\tin %d of %d minutes, %d silent\n", out.Sweeps, out.Minutes, out.Silent)
	fmt.Fprintf(w, "machine\t%d fired, %d late, %d failed, %d effects brought again, %d duplicates suppressed\n",
		out.Fired, out.FiredLate, out.Failed, out.Redelivered, out.Suppressed)
}
