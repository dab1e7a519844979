package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/redress/redress/shared/parallel"
)

// patience is how long a play may take: a mutant that never ends has not been found.
const patience = 10 * time.Minute

// bench builds the program with all mistakes in it and plays with each, in a folder
// of its own.
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

// build builds the program with all mistakes in it. The compiler is given the files
// that have them from elsewhere, so that the tree stays as it is.
func (b *bench) build(ctx context.Context, mutations []mutation) error {
	files, err := grafted(b.root, mutations)
	if err != nil {
		return err
	}
	instead := map[string]string{}
	for file, text := range files {
		at := filepath.Join(b.folder, strconv.Itoa(len(instead))+".go")
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			return err
		}
		instead[filepath.Join(b.root, filepath.FromSlash(file))] = at
	}
	overlay := filepath.Join(b.folder, "overlay.json")
	doc, err := json.Marshal(map[string]any{"Replace": instead})
	if err == nil {
		err = os.WriteFile(overlay, doc, 0o600)
	}
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, "go", "build", "-ldflags=-s -w", "-overlay", overlay, "-o", b.program(), "./infra/local").CombinedOutput()
	if err != nil {
		return fmt.Errorf("build with the mistakes: %w\n%s", err, out)
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

// play plays with a mistake; with none when it is "". It fails when the program does
// not end by itself with a verdict, and by its code with the same.
func (b *bench) play(ctx context.Context, mistake string, p play) (v verdict, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, b.program(), append([]string{"simulate", "-brief"}, p.args...)...)
	cmd.Env = append(os.Environ(), variable+"="+mistake, "GOMAXPROCS=1")
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

// control plays with the product as it is, some plays at a time: nothing may be found.
func (b *bench) control(ctx context.Context, l *list, width int) error {
	return parallel.Each(width, l.plays(mutation{}), func(p play) error {
		v, err := b.play(ctx, "", p)
		if err == nil && v.Violations > 0 {
			err = fmt.Errorf("the product itself does not hold in the play %s: %v", p.name, v.Broken)
		}
		return err
	})
}

// try plays with a mistake until something is found.
func (b *bench) try(ctx context.Context, l *list, m mutation) finding {
	f := finding{mutation: m}
	for _, p := range l.plays(m) {
		v, err := b.play(ctx, m.Name, p)
		if err != nil || v.Violations > 0 {
			f.play, f.verdict, f.err = p, v, err
			return f
		}
	}
	return f
}
