//go:build unix

// Command with runs a command beside an emulator of DynamoDB:
//
//	EMULATOR_PYTHON=... go run ./infra/aws/emulator/with go test ./shared/store/dynamo
//
// The command finds the emulator's address in DYNAMO_ENDPOINT. Who holds
// DynamoDB Local names its jar in DYNAMODB_LOCAL_JAR; the command is then run a
// second time beside that. It ends as the command has ended.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/redress/redress/infra/aws/emulator"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	os.Exit(run(ctx, os.Args[1:]))
}

// run runs the command beside each stand-in, and gives the first code that is not 0.
func run(ctx context.Context, command []string) int {
	if len(command) == 0 {
		fmt.Fprintln(os.Stderr, "usage: with COMMAND [ARGUMENT]...")
		return 2
	}
	code := beside(ctx, "ministack", command, func() (*emulator.Emulator, error) {
		return emulator.Start(ctx, emulator.Config{})
	})
	if jar := os.Getenv(emulator.JarVariable); jar != "" && code == 0 {
		code = beside(ctx, "DynamoDB Local", command, func() (*emulator.Emulator, error) {
			return emulator.StartDynamoDBLocal(ctx, jar)
		})
	}
	return code
}

// beside runs the command beside one stand-in.
func beside(ctx context.Context, name string, command []string, start func() (*emulator.Emulator, error)) int {
	e, err := start()
	if err != nil {
		fmt.Fprintln(os.Stderr, "with:", err)
		return 1
	}
	fmt.Fprintf(os.Stderr, "with: %s on %s\n", name, e.Endpoint)
	code := execute(ctx, command, e.Endpoint)
	if err := e.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "with:", err)
		code = max(code, 1)
	}
	return code
}

// execute runs the command to its end, or until this program is asked to end.
func execute(ctx context.Context, command []string, endpoint string) int {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = append(os.Environ(), "DYNAMO_ENDPOINT="+endpoint)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	}
	fmt.Fprintln(os.Stderr, "with:", err)
	return 1
}
