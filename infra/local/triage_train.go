package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage/train"
)

// runTrain does "redress triage train": it makes the learned part of a pack out
// of labelled examples, and writes it and its card. The same examples and pack
// give the same files on machines of one architecture.
func runTrain(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("triage train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	name := flags.String("policy", "state-grid", "policy pack, `NAME|DIR`")
	examples := flags.String("examples", "shared/triage/examples", "folder of labelled examples, `DIR`")
	out := flags.String("out", "", "the model, `FILE`: triage.model of the pack's folder")
	cardFile := flags.String("card", "", "what it is made of and can do, `FILE`")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return fmt.Errorf("triage train: %w", err)
	}
	if *out == "" {
		return errors.New("triage train: -out is missing: where the model is to be written")
	}
	p, err := policy.Named(*name)
	if err != nil {
		return fmt.Errorf("triage train: %w", err)
	}
	list, err := train.Read(os.DirFS(*examples), p)
	if err != nil {
		return fmt.Errorf("triage train: %s: %w", *examples, err)
	}
	pairs, err := train.ReadPairs(os.DirFS(*examples))
	if err != nil {
		return fmt.Errorf("triage train: %s: %w", *examples, err)
	}
	fmt.Fprintf(stderr, "learning from %d examples and %d pairs\n", len(list), len(pairs))
	result, err := train.Train(p, list, pairs, train.Defaults)
	if err != nil {
		return fmt.Errorf("triage train: %w", err)
	}
	var card bytes.Buffer
	if err := train.WriteCard(&card, p, result); err != nil {
		return fmt.Errorf("triage train: %w", err)
	}
	if err := os.WriteFile(*out, result.Model, 0o644); err != nil {
		return fmt.Errorf("triage train: %w", err)
	}
	if *cardFile == "" {
		_, err = card.WriteTo(stdout)
		return err
	}
	return os.WriteFile(*cardFile, card.Bytes(), 0o644)
}
