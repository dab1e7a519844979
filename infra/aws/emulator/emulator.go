//go:build unix

package emulator

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// PythonVariable names the environment variable with the path of the Python
// interpreter that has the stand-ins' packages.
const PythonVariable = "EMULATOR_PYTHON"

// Region, Account and Key are what every stand-in is set up with. The key, which
// is its own secret, stands for the account's root.
const (
	Region  = "eu-central-1"
	Account = "123456789012"
	Key     = "test"
)

// patience is how long a stand-in may take to be ready: half a second alone, and
// many times that on a busy machine.
const patience = time.Minute

// Config says how an emulator is to run.
type Config struct {
	// Python is the interpreter; empty for what PythonVariable says.
	Python string
	// FunctionEndpoint is where functions find AWS; empty for the emulator itself.
	FunctionEndpoint string
	// Authorize holds callers to their IAM policies.
	Authorize bool
	// Trust is a file with the certificates that issuers of tokens are known by.
	Trust string
}

// Emulator is a running stand-in.
type Emulator struct {
	Endpoint string // such as http://127.0.0.1:41234
	Port     string
	process  *process
	dir      string
}

// Start starts an emulator and waits until it is ready.
func Start(ctx context.Context, c Config) (*Emulator, error) {
	python, err := interpreter(c.Python)
	if err != nil {
		return nil, err
	}
	return start(ctx, func(port, dir string) (env, args []string) {
		endpoint := c.FunctionEndpoint
		if endpoint == "" {
			endpoint = "http://127.0.0.1:" + port
		}
		env = append(basic(dir), "AWS_ENDPOINT_URL="+endpoint,
			"BIND_HOST=127.0.0.1", "MINISTACK_HOST=127.0.0.1", "GATEWAY_PORT="+port,
			"MINISTACK_ACCOUNT_ID="+Account, "MINISTACK_REGION="+Region,
			"S3_DATA_DIR="+filepath.Join(dir, "s3"), "STATE_DIR="+filepath.Join(dir, "state"),
			"LAMBDA_EXECUTOR=local", "LAMBDA_WARM_TTL_SECONDS=3600", "IOT_MTLS_ENABLED=0", "SFTP_ENABLED=0") // the latter two would listen on all interfaces
		if c.Authorize {
			env = append(env, "AUTH=true")
		}
		if c.Trust != "" {
			env = append(env, "SSL_CERT_FILE="+c.Trust)
		}
		// A client that has just sent a call must not find that its idle line was closed.
		return env, []string{python, "-m", "uvicorn", "--host", "127.0.0.1", "--port", port,
			"--timeout-keep-alive", "3600", "--log-level", "warning", "ministack.app:app"}
	}, func(port string) func() bool { return answers("http://127.0.0.1:" + port + "/_ministack/ready") })
}

// StartInterpreter starts an interpreter of state machines that sends the calls of
// their tasks to a port of localhost.
func StartInterpreter(ctx context.Context, python, tasksPort string) (*Emulator, error) {
	python, err := interpreter(python)
	if err != nil {
		return nil, err
	}
	e, err := start(ctx, func(port, dir string) (env, args []string) {
		env = append(basic(dir), "MOTO_PORT="+tasksPort, "MOTO_ACCOUNT_ID="+Account)
		return env, []string{python, "-m", "moto.server", "-H", "127.0.0.1", "-p", port}
	}, func(port string) func() bool { return answers("http://127.0.0.1:" + port + "/moto-api/data.json") })
	if err != nil {
		return nil, err
	}
	if err := post(ctx, e.Endpoint+"/moto-api/config", `{"stepfunctions":{"execute_state_machine":true}}`); err != nil {
		return nil, errors.Join(err, e.Stop())
	}
	return e, nil
}

// interpreter is the path of the Python interpreter.
func interpreter(python string) (string, error) {
	if python == "" {
		python = os.Getenv(PythonVariable)
	}
	if python == "" {
		return "", errors.New(PythonVariable + " is not set")
	}
	return filepath.Abs(python)
}

// basic is the environment of every stand-in: nothing of the caller's reaches it,
// or the functions that it runs.
func basic(dir string) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "LANG=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1",
		"AWS_ACCESS_KEY_ID=" + Key, "AWS_SECRET_ACCESS_KEY=" + Key, "AWS_DEFAULT_REGION=" + Region,
	}
}

// start starts a command made of a port and a folder. Between finding a free port
// and listening on it somebody else may take it, so it tries again.
func start(ctx context.Context, command func(port, dir string) (env, args []string), ready func(port string) func() bool) (*Emulator, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("%s have passed", patience))
	defer cancel()
	var failed error
	for range 3 {
		port, err := freePort()
		if err != nil {
			return nil, err
		}
		dir, err := os.MkdirTemp("", "emulator")
		if err != nil {
			return nil, err
		}
		env, args := command(port, dir)
		e := &Emulator{Endpoint: "http://127.0.0.1:" + port, Port: port, dir: dir}
		if e.process, failed = launch(dir, env, args...); failed != nil {
			return nil, errors.Join(failed, os.RemoveAll(dir))
		}
		if failed = e.process.await(ctx, ready(port)); failed == nil {
			return e, nil
		}
		failed = errors.Join(failed, e.Stop())
		if ctx.Err() != nil {
			break
		}
	}
	return nil, failed
}

// Group is the process group that the stand-in and all it starts belong to.
func (e *Emulator) Group() int { return e.process.cmd.Process.Pid }

// Log is the end of what the stand-in has written.
func (e *Emulator) Log() string { return e.process.log.String() }

// Stop ends the stand-in and all its processes, and removes its files.
func (e *Emulator) Stop() error {
	return errors.Join(e.process.stop(), os.RemoveAll(e.dir))
}
