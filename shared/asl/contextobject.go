package asl

// Executions that run outside AWS still need ARNs: these are of the form that
// AWS uses, in the account of its documentation.
const (
	arnOfStates = "arn:aws:states:us-east-1:123456789012:"
	arnOfRole   = "arn:aws:iam::123456789012:role/StepFunctions"
)

// context is the context object, which paths that begin with $$ read.
func (r *run) context() any {
	x := r.x
	input, _ := decode(x.Input) // was decoded by New
	c := pairs(
		"Execution", pairs(
			"Id", arnOfStates+"execution:"+x.Machine+":"+x.Name,
			"Input", input,
			"Name", x.Name,
			"RoleArn", arnOfRole,
			"StartTime", stamp(x.StartedAt),
			"RedriveCount", number(0),
		),
		"StateMachine", pairs(
			"Id", arnOfStates+"stateMachine:"+x.Machine,
			"Name", x.Machine,
		),
		"State", pairs(
			"Name", x.At.State,
			"EnteredTime", stamp(x.At.EnteredAt),
			"RetryCount", number(x.At.Retries),
		),
	)
	if t := x.At.Task; t != nil && t.Token != "" {
		c.set("Task", pairs("Token", t.Token))
	}
	return c
}
