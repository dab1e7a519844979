package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// patience is how long a play may take: a mutant that never ends has not been found.
const patience = 5 * time.Minute

// bench builds mutants and plays with them, in a folder of its own.
type bench struct {
	root   string // of the project
	folder string
}

func newBench() (*bench, error) {
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat("go.mod"); err != nil {
		return nil, fmt.Errorf("to be run from the root of the project: %w", err)
	}
	folder, err := os.MkdirTemp("", "mutations-")
	return &bench{root, folder}, err
}

func (b *bench) close() error { return os.RemoveAll(b.folder) }

// program is where the program is built.
func (b *bench) program() string { return filepath.Join(b.folder, "redress") }

// build builds the program with a file otherwise than it is in the tree; with all
// as they are when it is "".
func (b *bench) build(ctx context.Context, file, text string) error {
	// Without optimising, which nobody waits for here.
	args := []string{"build", "-gcflags=github.com/redress/redress/...=-N -l", "-ldflags=-s -w", "-o", b.program()}
	if file != "" {
		mutant, overlay := filepath.Join(b.folder, "mutant.go"), filepath.Join(b.folder, "overlay.json")
		doc, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(b.root, filepath.FromSlash(file)): mutant}})
		if err == nil {
			err = errors.Join(os.WriteFile(mutant, []byte(text), 0o600), os.WriteFile(overlay, doc, 0o600))
		}
		if err != nil {
			return err
		}
		args = append(args, "-overlay", overlay)
	}
	out, err := exec.CommandContext(ctx, "go", append(args, "./infra/local")...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("build with another %s: %w\n%s", file, err, out)
	}
	return nil
}

// verdict is what the simulator says of a play.
type verdict struct {
	Cases      int
	Violations int
	First      string         `json:"firstViolated"`
	Broken     map[string]int `json:"violationsByOracle"`
}

// play plays with what was built last. It fails when the program does not end by
// itself with a verdict, and by its code with the same.
func (b *bench) play(ctx context.Context, p play) (v verdict, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, b.program(), append([]string{"simulate", "-brief"}, p.args...)...)
	var out, told bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &told
	failed := cmd.Run()
	if err := json.Unmarshal(out.Bytes(), &v); err != nil || (failed != nil) != (v.Violations > 0) {
		return v, fmt.Errorf("the play %s ended with %v, and not with a verdict: %s", p.name, failed, tail(told.String()))
	}
	return v, nil
}

// tail is the end of a long text.
func tail(text string) string { return text[max(0, len(text)-2000):] }

// control plays with the product as it is: nothing may be found.
func (b *bench) control(ctx context.Context, l *list) error {
	if err := b.build(ctx, "", ""); err != nil {
		return err
	}
	for _, p := range l.plays(mutation{}) {
		v, err := b.play(ctx, p)
		if err != nil {
			return err
		}
		if v.Violations > 0 {
			return fmt.Errorf("the product itself does not hold in the play %s: %v", p.name, v.Broken)
		}
	}
	return nil
}

// try builds a mutant and plays with it until something is found.
func (b *bench) try(ctx context.Context, l *list, m mutation) (finding, error) {
	f := finding{mutation: m}
	text, err := m.mutated(b.root)
	if err == nil {
		err = b.build(ctx, m.File, text)
	}
	if err != nil {
		return f, err
	}
	for _, p := range l.plays(m) {
		v, err := b.play(ctx, p)
		if err != nil {
			return f, fmt.Errorf("%s: %w", m.Name, err)
		}
		if v.Violations > 0 {
			f.play, f.verdict = p, v
			return f, nil
		}
	}
	return f, nil
}
