package awsfault

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/redress/redress/shared/fault"
)

func TestWhatTryingAgainCanHelp(t *testing.T) {
	named := func(code string, status int) error {
		return fmt.Errorf("operation error X: %w", &smithyhttp.ResponseError{
			Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}},
			Err:      &smithy.GenericAPIError{Code: code},
		})
	}
	for _, tt := range []struct {
		name string
		err  error
		want fault.Kind
	}{
		{"nothing is wrong", nil, ""},
		{"the time is up", fmt.Errorf("call: %w", context.DeadlineExceeded), fault.Busy},
		{"the caller has gone", context.Canceled, fault.Busy},
		{"the service is throttled", named("ThrottlingException", 400), fault.Busy},
		{"the service is down", named("Whatever", 503), fault.Busy},
		{"the adapter knows that it passes", named("LimitOfMine", 400), fault.Busy},
		{"the caller may not", named("AccessDenied", 403), fault.Internal},
		{"the request is wrong", named("ValidationException", 400), fault.Internal},
		{"an error of somebody else", errors.New("x"), fault.Internal},
	} {
		if err := Wrap(tt.err, "do something", "LimitOfMine"); fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if got := Code(named("AccessDenied", 403)) + Code(errors.New("x")) + Code(nil); got != "AccessDenied" {
		t.Errorf("codes %q", got)
	}
}
