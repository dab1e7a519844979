package asl

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
)

var (
	functionARN    = regexp.MustCompile(`^arn:[A-Za-z0-9-]+:lambda:[a-z0-9-]*:\d*:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$`)
	integrationARN = regexp.MustCompile(`^arn:[A-Za-z0-9-]+:states:::lambda:invoke(\.waitForTaskToken)?$`)
)

func (p *parser) task(s *state, f fields) body {
	t := &taskState{
		timeout:   p.limit(f, "TimeoutSeconds"),
		heartbeat: p.limit(f, "HeartbeatSeconds"),
		retry:     p.retriers(f),
		catch:     p.catchers(s, f),
	}
	if t.timeout.seconds > 0 && t.heartbeat.seconds >= t.timeout.seconds {
		f.refuse("HeartbeatSeconds", "must be smaller than TimeoutSeconds")
	}
	resource := f.required("Resource")
	switch match := integrationARN.FindStringSubmatch(resource); {
	case match != nil:
		t.token = match[1] != ""
		p.lambdaParameters(s, f)
	case functionARN.MatchString(resource):
		t.function = resource
	case resource != "":
		f.refuse("Resource", "%q is not supported: only lambda:invoke, lambda:invoke.waitForTaskToken and ARNs of functions are", resource)
	}
	return t
}

func (p *parser) lambdaParameters(s *state, f fields) {
	v, ok := f.object.get("Parameters")
	if !ok {
		f.refuse("Parameters", "is missing: lambda:invoke needs a FunctionName")
		return
	}
	t, ok := s.flow.parameters.(objectTemplate)
	o, isObject := v.(*object)
	if !ok || !isObject {
		return // reported by template
	}
	for _, name := range t.keys {
		if !slices.Contains(lambdaFields, name) {
			f.refuse("Parameters."+name, "is not a parameter of lambda:invoke")
		}
	}
	if !t.has("FunctionName") {
		f.refuse("Parameters.FunctionName", "is missing")
	}
	if kind, ok := o.get("InvocationType"); ok && kind != "RequestResponse" {
		f.refuse("Parameters.InvocationType", "must be RequestResponse, not %s", excerpt(kind))
	}
}

// limit reads a number of seconds, or the path to one.
func (p *parser) limit(f fields, name string) limit {
	f.oneOf(false, name, name+"Path")
	return limit{seconds: f.integer(name, 1, 0), path: f.path(name+"Path", parseReference), field: name + "Path"}
}

func (p *parser) retriers(f fields) []retrier {
	var list []retrier
	inner := f.list("Retry")
	for i, r := range inner {
		r.only("ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy", "Comment")
		jitter := r.text("JitterStrategy")
		if jitter != "" && jitter != "FULL" && jitter != "NONE" {
			r.refuse("JitterStrategy", "must be FULL or NONE, not %q", jitter)
		}
		list = append(list, retrier{
			errors:   p.errorNames(r, i == len(inner)-1),
			interval: float64(r.integer("IntervalSeconds", 1, 1)),
			attempts: r.integer("MaxAttempts", 0, 3),
			backoff:  p.backoff(r),
			maxDelay: float64(r.integer("MaxDelaySeconds", 1, 0)),
			jitter:   jitter == "FULL",
		})
	}
	return list
}

func (p *parser) backoff(f fields) float64 {
	v, ok := f.object.get("BackoffRate")
	if !ok {
		return 2
	}
	n, ok := v.(json.Number)
	rate := float(n)
	if !ok || rate < 1 || rate > longest {
		f.refuse("BackoffRate", "must be a number of at least 1, not %s", excerpt(v))
		return 2
	}
	return rate
}

func (p *parser) catchers(s *state, f fields) []catcher {
	var list []catcher
	inner := f.list("Catch")
	for i, c := range inner {
		c.only("ErrorEquals", "Next", "ResultPath", "Comment")
		next := c.required("Next")
		s.leadsTo(c.at+"Next", next)
		list = append(list, catcher{errors: p.errorNames(c, i == len(inner)-1), result: c.resultPath(), next: next})
	}
	return list
}

// errorNames reads ErrorEquals. States.ALL stands alone, and last.
func (p *parser) errorNames(f fields, last bool) []string {
	v, _ := f.object.get("ErrorEquals")
	list, _ := v.([]any)
	if len(list) == 0 {
		f.refuse("ErrorEquals", "must be an array with at least one error name")
	}
	var names []string
	for i, e := range list {
		name, ok := e.(string)
		if !ok || name == "" {
			f.refuse(fmt.Sprintf("ErrorEquals[%d]", i), "must be an error name, not %s", excerpt(e))
		}
		if slices.Contains(names, name) {
			f.refuse(fmt.Sprintf("ErrorEquals[%d]", i), "%s is listed twice", name)
		}
		names = append(names, name)
	}
	if slices.Contains(names, errAll) {
		if len(names) > 1 {
			f.refuse("ErrorEquals", "States.ALL must stand alone")
		}
		if !last {
			f.refuse("ErrorEquals", "States.ALL must come last: what follows is never reached")
		}
	}
	return names
}
