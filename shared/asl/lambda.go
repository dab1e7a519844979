package asl

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// lambdaFields are the parameters of the lambda:invoke integration.
var lambdaFields = []string{"FunctionName", "Payload", "InvocationType", "Qualifier", "LogType", "ClientContext"}

// request reads from the arguments of a task which function is called with
// what payload.
func (t *taskState) request(arguments any) (function string, payload json.RawMessage, err error) {
	var body any
	if t.function != "" {
		function, body = t.function, arguments
	} else if function, body, err = invocation(arguments); err != nil {
		return "", nil, err
	}
	payload = encode(body)
	return FunctionName(function), payload, withinLimit(payload, "input of the task")
}

func invocation(arguments any) (function string, payload any, err error) {
	o, ok := arguments.(*object)
	if !ok {
		return "", nil, failed(errRuntime, "the parameters of lambda:invoke must be an object, not %s", excerpt(arguments))
	}
	name, _ := o.get("FunctionName")
	if function, ok = name.(string); !ok || function == "" {
		return "", nil, failed(errRuntime, "FunctionName must be a string, not %s", excerpt(name))
	}
	if kind, ok := o.get("InvocationType"); ok && kind != "RequestResponse" {
		return "", nil, failed(errRuntime, "InvocationType must be RequestResponse, not %s", excerpt(kind))
	}
	payload, ok = o.get("Payload")
	if !ok {
		payload = newObject()
	}
	return function, payload, nil
}

// response wraps what a function returned as the integration shows it.
func (t *taskState) response(payload any, r *run) any {
	id := uuid(r.world.Random)
	length := strconv.Itoa(len(encode(payload)))
	headers := pairs(
		"Connection", "keep-alive",
		"Content-Length", length,
		"Content-Type", "application/json",
		"Date", r.now.Format("Mon, 02 Jan 2006 15:04:05 GMT"),
		"X-Amz-Executed-Version", "$LATEST",
		"x-amzn-Remapped-Content-Length", "0",
		"x-amzn-RequestId", id,
	)
	all := newObject()
	for _, k := range headers.keys {
		all.set(k, []any{headers.fields[k]})
	}
	return pairs(
		"ExecutedVersion", "$LATEST",
		"Payload", payload,
		"SdkHttpMetadata", pairs("AllHttpHeaders", all, "HttpHeaders", headers, "HttpStatusCode", number(200)),
		"SdkResponseMetadata", pairs("RequestId", id),
		"StatusCode", number(200),
	)
}

// functionError is the error name and cause of a call that failed; false if
// the error is none of the function's.
func functionError(function string, err error) (name, cause string, ok bool) {
	if task, ok := errors.AsType[*TaskError](err); ok {
		name = task.Type
		if name == "" {
			name = "Lambda.Unknown"
		}
		return name, string(encode(pairs("errorMessage", task.Message, "errorType", name))), true
	}
	if errors.Is(err, ErrNoFunction) {
		return "Lambda.ResourceNotFoundException", fmt.Sprintf(
			"Function not found: arn:aws:lambda:us-east-1:123456789012:function:%s (Service: Lambda, Status Code: 404)", function), true
	}
	return "", "", false
}

// compact normalises what a function returned; nothing is null.
func compact(payload json.RawMessage) (json.RawMessage, error) {
	if len(payload) == 0 {
		return json.RawMessage("null"), nil
	}
	v, err := decode(payload)
	if err != nil {
		return nil, &TaskError{Type: "Runtime.MarshalError", Message: "the function did not return JSON: " + err.Error()}
	}
	return encode(v), nil
}
