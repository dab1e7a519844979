package sfn_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	api "github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/workflow/sfn"
)

const machine = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:complaint"

// service answers calls as Step Functions does: with a body, or with an error
// by its name.
type service struct {
	status int
	fails  string
	got    []string // operation and body of each call
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err) // the test's own client
	}
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	s.got = append(s.got, operation+" "+string(body))
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	if s.fails == "" {
		_, _ = io.WriteString(w, `{"executionArn":"arn","startDate":1}`)
		return
	}
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, `{"__type":"com.amazonaws.states#`+s.fails+`","message":"no"}`)
}

// workflow is the adapter over a service.
func workflow(t *testing.T, s http.Handler) *sfn.Workflow {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	client := api.New(api.Options{
		Region: "cn-north-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
		}),
	})
	return &sfn.Workflow{API: client, Machines: map[complaint.Machine]string{complaint.Journey: machine, complaint.OverLevelFlow: machine + "-overlevel"}}
}

func TestWhatIsAskedOfStepFunctions(t *testing.T) {
	s := &service{}
	w := workflow(t, s)
	if err := w.Start(t.Context(), complaint.Journey, "202611-000001-0-0", json.RawMessage(`{"reference":"202611-000001"}`)); err != nil {
		t.Fatal(err)
	}
	if err := w.Start(t.Context(), complaint.OverLevelFlow, "202611-000001-overlevel-1-0", json.RawMessage(`{}`)); err != nil {
		t.Fatal(err)
	}
	if err := w.Start(t.Context(), complaint.EmergencyPlan, "x", json.RawMessage(`{}`)); !fault.Is(err, fault.Internal) {
		t.Errorf("a machine that is not there: %v, want Internal", err)
	}
	if err := w.Resume(t.Context(), "token", json.RawMessage(`{"next":"Escalate"}`)); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`StartExecution {"input":"{\"reference\":\"202611-000001\"}","name":"202611-000001-0-0","stateMachineArn":"` + machine + `"}`,
		`StartExecution {"input":"{}","name":"202611-000001-overlevel-1-0","stateMachineArn":"` + machine + `-overlevel"}`,
		`SendTaskSuccess {"output":"{\"next\":\"Escalate\"}","taskToken":"token"}`,
	}
	if diff := cmp.Diff(want, s.got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestWhatAnErrorMeans(t *testing.T) {
	start := func(ctx context.Context, w *sfn.Workflow) error {
		return w.Start(ctx, complaint.Journey, "name", json.RawMessage(`{}`))
	}
	resume := func(ctx context.Context, w *sfn.Workflow) error { return w.Resume(ctx, "token", json.RawMessage(`{}`)) }
	for _, tt := range []struct {
		name   string
		do     func(context.Context, *sfn.Workflow) error
		fails  string
		status int
		want   fault.Kind // "" for none
	}{
		{"a name that exists is a start that was made", start, "ExecutionAlreadyExists", 400, ""},
		{"too many executions pass", start, "ExecutionLimitExceeded", 400, fault.Busy},
		{"a throttled start passes", start, "ThrottlingException", 400, fault.Busy},
		{"a machine that is not there does not come", start, "StateMachineDoesNotExist", 400, fault.Internal},
		{"what may not be done stays so", start, "AccessDeniedException", 400, fault.Internal},
		{"a task that timed out needs nothing", resume, "TaskTimedOut", 400, ""},
		{"a task that is over needs nothing", resume, "TaskDoesNotExist", 400, ""},
		{"a token of old needs nothing", resume, "InvalidToken", 400, ""},
		{"an output that is none is our fault", resume, "InvalidOutput", 400, fault.Internal},
		{"a service that is down comes back", resume, "InternalFailure", 500, fault.Busy},
		{"throttled keys pass", resume, "KmsThrottlingException", 400, fault.Busy},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.do(t.Context(), workflow(t, &service{fails: tt.fails, status: tt.status}))
			if got := fault.KindOf(err); got != tt.want {
				t.Errorf("kind %q of %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestACallThatTakesTooLongMayBeTriedAgain(t *testing.T) {
	released := make(chan struct{})
	w := workflow(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-released }))
	t.Cleanup(func() { close(released) })
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := w.Resume(ctx, "token", json.RawMessage(`{}`)); !fault.Is(err, fault.Busy) {
		t.Errorf("got %v, want Busy", err)
	}
}
