//go:build unix

package e2e

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// soon is how long stream, workflow and topic may take together on a busy machine:
// alone they take a few seconds.
const soon = time.Minute

// private is what must stand in no log and no notice: who complains, and of what.
var private = []string{
	"王某某", "13900000001", "幸福村7号", "停了四次电",
	"李某某", "13900000002", "平安里3号", "空调启动不了",
	"陈某某", "13900000004", "和平街5号", "多收电费",
}

const (
	walkIn  = `{"channel":"hotline","text":"我们村这两个月已经停了四次电,每次都没通知,要求解决","demand":"查明原因并整改","class":"04.03.01","customer":{"name":"王某某","accountNumber":"3400012345678","phone":"13900000001","kind":"residential"},"site":{"region":"demo","area":"rural","address":"幸福村7号","transformerArea":"李村2号台区"}}`
	late    = `{"channel":"counter","text":"半年来晚上电压只有一百七八,空调启动不了","demand":"解决低电压","class":"04.01.01","receivedAt":%q,"customer":{"name":"李某某","accountNumber":"3400098765432","phone":"13900000002"},"site":{"region":"demo","area":"rural","address":"平安里3号"}}`
	crashed = `{"channel":"app","text":"5月多收电费86.40元,要求退费","class":"02.04.02","customer":{"name":"陈某某","accountNumber":"3400077709876","phone":"13900000004"},"site":{"region":"demo","area":"urban","address":"和平街5号"}}`
)

// TestTheDeployedProductKeepsItsPromises plays on one stack: a complaint whose relay
// crashes, one that was recorded when it was overdue, and walk-through 1. The
// first needs the sweep and takes minutes, so that it goes on while the others are
// played.
func TestTheDeployedProductKeepsItsPromises(t *testing.T) {
	began := time.Now()
	step := func(what string) { t.Logf("%4.0f s: %s", time.Since(began).Seconds(), what) }
	s := deploy(t)
	step("deployed")
	all := s.listen("all-notices", "")
	breaches := s.listen("breaches", `{"kind":["breach"]}`)
	s.refusals()
	lost := s.crash()
	step("the relay has crashed")
	old := s.desk("agent", "*").submit(fmt.Sprintf(late, time.Now().AddDate(0, 0, -25).UTC().Format(time.RFC3339)))
	overdue := old.Reference
	s.pages(old)
	step("the pages are there")
	s.walkThrough(all)
	step("walk-through 1 is over")
	s.breached(overdue, all, breaches)
	step("what was overdue is breached and escalated")
	s.succeeded(overdue)
	s.report(all)
	s.reconciled()
	step("a successor, the report and the reconciliation have run")
	s.recovered(lost, all)
	step("what the crash interrupted is done")
	s.swept()
	s.nothingFailed()
	s.nothingPrivate(all)
	t.Logf("peak memory\n%s", s.peaks())
	s.takeDown()
	step("nothing is left")
}

// refusals knocks on doors that must stay shut.
func (s *stack) refusals() {
	s.t.Helper()
	s.customer("").call("GET", "/v1/health", "", http.StatusOK, nil)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		s.t.Fatal(err)
	}
	claims := map[string]any{"role": "supervisor", "unit": "*"}
	with := func(more map[string]any) desk {
		c := map[string]any{"role": "supervisor", "unit": "*"}
		for k, v := range more {
			c[k] = v
		}
		return desk{s: s, token: s.issuer.token(c)}
	}
	for _, c := range []struct {
		name         string
		desk         desk
		method, path string
		want         int
	}{
		{"staff without a token", s.customer(""), "GET", "/v1/cases", 401},
		{"a token of another issuer's key", desk{s: s, token: s.issuer.signed(other, claims)}, "GET", "/v1/cases", 401},
		{"a token that is over", with(map[string]any{"exp": time.Now().Add(-time.Minute).Unix()}), "GET", "/v1/cases", 401},
		{"a token for another audience", with(map[string]any{"aud": "somebody"}), "GET", "/v1/cases", 401},
		{"a token that is none", desk{s: s, token: "dev:supervisor:*"}, "GET", "/v1/cases", 401},
		{"a token of a role that is none", s.desk("king", "*"), "GET", "/v1/cases", 401},
		{"a handler who records a complaint", s.desk("handler", "demo-station"), "POST", "/v1/cases", 403},
		{"an agent who reads reports", s.desk("agent", "*"), "GET", "/v1/reports", 403},
		{"a staff member with a good token", s.desk("supervisor", "*"), "GET", "/v1/cases", 200},
		{"a customer with a wrong code", s.customer("AAAAAAAAAAAA"), "GET", "/v1/complaints/202601-000001", 404},
		{"a path that is none", s.desk("admin", "*"), "GET", "/v1/secrets", 404},
	} {
		body := ""
		if c.method == "POST" {
			body = walkIn
		}
		if got, _, text := c.desk.answer(c.method, c.path, body); got != c.want {
			s.t.Errorf("%s: %d, want %d: %s", c.name, got, c.want, text)
		}
	}
}

// crash submits a complaint, and ends the relay in the middle of its delivery: it has
// claimed what the complaint has promised, and its call to start the workflow is lost
// with it. The stream brings the batch again while the claim still holds.
func (s *stack) crash() (reference string) {
	s.t.Helper()
	killed := make(chan struct{})
	s.gateway.catch(func(operation string) bool {
		if operation != "StartExecution" {
			return false
		}
		s.kill(s.physical("Relay"))
		close(killed)
		return true
	})
	reference = s.customer("").submit(crashed).Reference
	select {
	case <-killed:
	case <-time.After(soon):
		s.t.Fatal("the relay never started the workflow")
	}
	eventually(s.t, soon, "the crash is seen", func() bool { return s.mapper.crashed() > 0 })
	return reference
}

// walkThrough is the first day of walk-through 1 and, without its days of waiting,
// the rest, up to the callback.
func (s *stack) walkThrough(all *ear) {
	s.t.Helper()
	r := s.desk("agent", "*").submit(walkIn)
	ref := r.Reference
	if len(r.Promises) != 2 || r.Promises[0].Clock != "contact" || r.Promises[1].Clock != "answer" || r.TrackingCode == "" {
		s.t.Fatalf("receipt = %+v, want the promises of contact and answer, and a code", r)
	}
	s.awaits(ref, "dispatched", soon)
	if c := s.read(ref); c.Unit != "demo-station" || c.Class != "04.03.01" {
		s.t.Errorf("unit %s, class %s, want demo-station and 04.03.01", c.Unit, c.Class)
	}
	eventually(s.t, soon, "the dispatched notice on the topic", func() bool {
		n, ok := all.hears("dispatched", ref, "")
		return ok && slices.Equal(n.Levels, []string{"handler", "L1"}) && n.Unit == "demo-station"
	})
	eventually(s.t, soon, "the customer's receipt", func() bool { return slices.Equal(s.letters.of(ref), []string{"receipt"}) })

	handler, supervisor := s.desk("handler", "demo-station"), s.desk("supervisor", "*")
	handler.do(ref, "acceptance", `{"handler":"李师傅"}`)
	handler.do(ref, "contact", `{"reached":true,"summary":"已致歉并了解情况"}`)
	s.kill(s.physical("Casework")) // between two commands: the next one finds a new process
	handler.do(ref, "findings", `{"verified":"yes","responsibility":"utility-operation","cause":"线路老化","facts":"两个月内停电4次"}`)
	handler.do(ref, "answer", `{"text":"已安排线路改造","agreed":true,"remedy":"更换老化导线"}`)
	s.reaches(ref, "AwaitReview")
	handler.call("POST", "/v1/cases/"+ref+"/review", `{"passed":true}`, http.StatusForbidden, nil)
	supervisor.do(ref, "review", `{"passed":true}`)
	s.reaches(ref, "AwaitCallback")
	handler.call("POST", "/v1/cases/"+ref+"/callback", `{"reached":true,"satisfied":true}`, http.StatusForbidden, nil)
	s.desk("callback", "*").do(ref, "callback", `{"reached":true,"satisfied":true,"answers":{"attitude":"好","satisfied":"是"}}`)

	c := s.read(ref)
	if got := string(c.Status) + " " + string(c.Outcome); got != "closed resolved" {
		s.t.Errorf("the case is %s, want closed resolved", got)
	}
	for _, k := range c.Clocks {
		if k.State != "met" && k.Name != "legal" {
			s.t.Errorf("clock %s is %s, want met", k.Name, k.State)
		}
	}
	s.ends(ref, "Triage Dispatch AwaitHandling AwaitReview AwaitCallback Closed")
	eventually(s.t, soon, "the customer's letters", func() bool {
		return slices.Equal(slices.Sorted(slices.Values(s.letters.of(ref))), []string{"answer", "closing.resolved", "receipt"})
	})
	var progress struct{ Status string }
	s.customer(r.TrackingCode).call("GET", "/v1/complaints/"+ref, "", http.StatusOK, &progress)
	if progress.Status != "closed" {
		s.t.Errorf("the customer reads %q, want closed", progress.Status)
	}
	s.customer("AAAAAAAAAAAA").call("GET", "/v1/complaints/"+ref, "", http.StatusNotFound, nil)
}

// reaches waits until a case's execution stands in a state. People are faster than
// the stream's window, and an execution leaves out what has passed meanwhile.
func (s *stack) reaches(reference, state string) {
	s.t.Helper()
	eventually(s.t, soon, "the execution of "+reference+" is in "+state, func() bool {
		_, states := s.path(reference)
		return len(states) > 0 && states[len(states)-1] == state
	})
}

// ends waits until a case's execution has succeeded, and compares its path.
func (s *stack) ends(reference, path string) {
	s.t.Helper()
	eventually(s.t, soon, "the execution of "+reference+" has succeeded", func() bool {
		status, _ := s.path(reference)
		return status == "SUCCEEDED"
	})
	_, states := s.path(reference)
	if diff := cmp.Diff(strings.Fields(path), states); diff != "" {
		s.t.Errorf("path of %s (-want +got):\n%s", reference, diff)
	}
}

// breached waits until the overdue case was found, told of and escalated.
func (s *stack) breached(reference string, all, breaches *ear) {
	s.t.Helper()
	eventually(s.t, 3*time.Minute, "the sweep finds what is overdue, and opens supervision", func() bool {
		c := s.read(reference)
		return c.Watch != nil && c.Watch.Level == "L3"
	})
	want := map[string][]string{"contact": {"L2", "L3"}, "answer": {"L2", "L3"}, "legal": {"L3", "L4"}}
	for clock, levels := range want {
		for name, ear := range map[string]*ear{"the topic": all, "the filtered subscription": breaches} {
			eventually(s.t, soon, "the breach of "+clock+" on "+name, func() bool {
				n, ok := ear.hears("breach", reference, clock)
				return ok && slices.Equal(n.Levels, levels)
			})
		}
	}
	for _, n := range breaches.listen() {
		if n.Kind != "breach" {
			s.t.Errorf("the filtered subscription hears %s", n.Kind)
		}
	}
	s.reaches(reference, "AwaitHandling")
	if status, states := s.path(reference); status != "RUNNING" || !slices.Contains(states, "Escalate") {
		s.t.Errorf("the execution of %s is %s and went %v, want RUNNING and Escalate among them", reference, status, states)
	}
	var list struct{ Cases []struct{ Reference string } }
	s.desk("supervisor", "*").call("GET", "/v1/cases?clock=answer&state=missed", "", http.StatusOK, &list)
	if len(list.Cases) != 1 || list.Cases[0].Reference != reference {
		s.t.Errorf("missed answers: %+v, want %s", list.Cases, reference)
	}
}

// recovered waits until what the relay had claimed when it was killed is done all
// the same: its lease of two minutes ends, and the sweep brings it again.
func (s *stack) recovered(reference string, all *ear) {
	s.t.Helper()
	s.awaits(reference, "dispatched", 4*time.Minute)
	eventually(s.t, 4*time.Minute, "the dispatched notice after the crash", func() bool {
		_, ok := all.hears("dispatched", reference, "")
		return ok
	})
	eventually(s.t, 4*time.Minute, "the receipt after the crash", func() bool { return slices.Contains(s.letters.of(reference), "receipt") })
}
