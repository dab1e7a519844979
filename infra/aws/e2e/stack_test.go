//go:build unix

package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/redress/redress/infra/aws/emulator"
	"github.com/redress/redress/statemachines"
)

const (
	root     = "../../.."
	name     = "redress" // of the stack
	packages = "packages"
)

// stack is the deployed template with all that runs beside it.
type stack struct {
	t         *testing.T
	account   account
	services  *emulator.Emulator
	states    *emulator.Emulator
	gateway   *gateway
	issuer    *issuer
	letters   *letters
	resources map[string]string // physical ids by logical ones
	api       string            // id of the HTTP API
	mapper    *mapper
	machine   string // ARN of the journey's state machine
}

// deploy starts the stand-ins and deploys the template on them.
func deploy(t *testing.T) *stack {
	t.Helper()
	emulator.Require(t)
	s := &stack{t: t, gateway: openGateway(t), issuer: openIssuer(t), letters: openLetters(t)}
	var err error
	s.services, err = emulator.Start(t.Context(), emulator.Config{FunctionEndpoint: s.gateway.endpoint(), Authorize: true, Trust: s.issuer.trust})
	if err != nil {
		t.Fatal(err)
	}
	emulator.Stopped(t, s.services)
	if s.states, err = emulator.StartInterpreter(t.Context(), "", s.gateway.port()); err != nil {
		t.Fatal(err)
	}
	emulator.Stopped(t, s.states)
	s.gateway.connect(t, s.services.Endpoint, s.states.Endpoint)
	s.account = account{t, s.services.Endpoint}
	s.create(build(t))
	s.addRoutes()
	s.addMachines()
	s.mapper = s.startMapper()
	return s
}

// build lays the template out with bootstraps for this machine, in a folder of its own.
func build(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := []string{"template.yaml"}
	for name := range statemachines.All() {
		files = append(files, "statemachines/"+name+".asl.json")
	}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mains, err := filepath.Glob(root + "/functions/*/lambda")
	if err != nil || len(mains) == 0 {
		t.Fatalf("no functions: %v", err)
	}
	for _, m := range mains {
		function := filepath.Base(filepath.Dir(m))
		cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags=-s -w",
			"-o", filepath.Join(dir, ".build", function, "bootstrap"), "./functions/"+function+"/lambda")
		cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("build %s: %v\n%s", function, err, out)
		}
	}
	return dir
}

// create packages and deploys the template, as sam deploy does.
func (s *stack) create(dir string) {
	s.t.Helper()
	packed := filepath.Join(dir, "packaged.json")
	s.aws("s3", "mb", "s3://"+packages)
	s.aws("cloudformation", "package", "--template-file", filepath.Join(dir, "template.yaml"), "--s3-bucket", packages, "--use-json", "--output-template-file", packed)
	s.leaveOut(packed)
	s.aws("cloudformation", "deploy", "--template-file", packed, "--s3-bucket", packages, "--stack-name", name,
		"--capabilities", "CAPABILITY_IAM", "--parameter-overrides", "Environment=e2e", "Site=https://redress.example",
		"JwtIssuer="+s.issuer.server.URL, "JwtAudience="+audience, "MessageWebhook="+s.letters.server.URL, "LogRetention=1")
	var list struct {
		StackResources []struct{ LogicalResourceId, PhysicalResourceId, ResourceType string }
	}
	if err := json.Unmarshal(s.aws("cloudformation", "describe-stack-resources", "--stack-name", name), &list); err != nil {
		s.t.Fatal(err)
	}
	s.resources = map[string]string{}
	for _, r := range list.StackResources {
		s.resources[r.LogicalResourceId] = r.PhysicalResourceId
	}
}

// leaveOut takes out of the packaged template what the emulator refuses.
func (s *stack) leaveOut(file string) {
	s.t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	var template map[string]any
	if err := json.Unmarshal(text, &template); err != nil {
		s.t.Fatal(err)
	}
	resources := template["Resources"].(map[string]any)
	for id, r := range resources {
		properties, _ := r.(map[string]any)["Properties"].(map[string]any)
		if r.(map[string]any)["Type"] == "AWS::CloudWatch::Alarm" && properties["Metrics"] != nil {
			s.t.Logf("left out: %s, an alarm of several metrics, which the emulator does not know", id)
			delete(resources, id)
		}
	}
	if err := os.WriteFile(file, mustJSON(s.t, template), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// aws runs the AWS CLI and gives what it prints.
func (s *stack) aws(args ...string) []byte {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), os.Getenv(emulator.PythonVariable), append([]string{"-m", "awscli"}, args...)...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.t.TempDir(), "AWS_ENDPOINT_URL=" + s.services.Endpoint, "AWS_DEFAULT_OUTPUT=json",
		"AWS_ACCESS_KEY_ID=" + emulator.Key, "AWS_SECRET_ACCESS_KEY=" + emulator.Key, "AWS_DEFAULT_REGION=" + emulator.Region,
	}
	var problems strings.Builder
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("aws %s: %v\n%s", strings.Join(args, " "), err, &problems)
	}
	return out
}

// physical is what a resource of the template became.
func (s *stack) physical(logical string) string {
	s.t.Helper()
	id := s.resources[logical]
	if id == "" {
		s.t.Fatalf("the template made no %s; it made %v", logical, s.resources)
	}
	return id
}

// addMachines puts the deployed state machines into the interpreter, under the
// same ARNs.
func (s *stack) addMachines() {
	s.t.Helper()
	s.machine = s.physical("StateMachine")
	for _, arn := range []string{s.machine, s.physical("OverLevelMachine"), s.physical("EmergencyMachine")} {
		s.addMachine(arn)
	}
}

func (s *stack) addMachine(arn string) {
	s.t.Helper()
	var m struct{ Name, Definition, RoleArn string }
	s.account.call("states", "AWSStepFunctions.DescribeStateMachine", map[string]string{"stateMachineArn": arn}, &m)
	var made struct{ StateMachineArn string }
	s.interpreter().call("states", "AWSStepFunctions.CreateStateMachine",
		map[string]string{"name": m.Name, "definition": m.Definition, "roleArn": m.RoleArn}, &made)
	if made.StateMachineArn != arn {
		s.t.Fatalf("the state machine is %s in the interpreter, want %s", made.StateMachineArn, arn)
	}
}

// interpreter makes calls to the interpreter of state machines.
func (s *stack) interpreter() account { return account{s.t, s.states.Endpoint} }
