package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// Problem is an error as the caller sees it (RFC 9457). It never holds
// internal text.
type Problem struct {
	Type   string     `json:"type"`
	Title  string     `json:"title"`
	Status int        `json:"status"`
	Detail string     `json:"detail,omitempty"`
	Errors []BadField `json:"errors,omitempty"`
	// CaseStatus and Allowed tell what is possible when a command is not.
	CaseStatus string   `json:"caseStatus,omitempty"`
	Allowed    []string `json:"allowed,omitempty"`

	cause error
}

// BadField is one value that was not acceptable, and why.
type BadField struct {
	Field    string `json:"field"`
	Location string `json:"location"`
	Message  string `json:"message"`
}

// Error is the operator's view.
func (p *Problem) Error() string {
	if p.cause != nil {
		return p.cause.Error()
	}
	return p.Detail
}

// Unwrap gives the cause, for the log.
func (p *Problem) Unwrap() error { return p.cause }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is application/problem+json.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// statuses maps the kinds of faults to HTTP.
var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.Unknown: http.StatusUnauthorized,
	fault.Denied: http.StatusForbidden, fault.NotFound: http.StatusNotFound,
	fault.Conflict: http.StatusConflict, fault.Stale: http.StatusPreconditionFailed,
	fault.Busy: http.StatusServiceUnavailable, fault.Internal: http.StatusInternalServerError,
}

// problemOf renders every error of the API, ours and the framework's.
func problemOf(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	language := ""
	if ctx != nil {
		language = Language(ctx.Header("Accept-Language"))
	}
	for _, err := range errs {
		if _, ok := errors.AsType[*fault.Error](err); ok || status == http.StatusInternalServerError {
			return FaultProblem(err, language)
		}
	}
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: sentence(status).In(language)}
	for _, err := range errs {
		if d, ok := errors.AsType[*huma.ErrorDetail](err); ok && status == http.StatusUnprocessableEntity {
			if bad := badField(d, language); !slices.Contains(p.Errors, bad) {
				p.Errors = append(p.Errors, bad)
			}
		}
	}
	slices.SortStableFunc(p.Errors, func(a, b BadField) int { return strings.Compare(a.Field, b.Field) }) // found in any order
	return p
}

// FaultProblem shows a fault in the caller's language.
func FaultProblem(err error, language string) *Problem {
	f := fault.Of(err)
	status := statuses[f.Kind]
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: f.Msg.In(language), cause: err}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, BadField{Field: field.Name, Location: "body." + field.Name, Message: field.Reason.In(language)})
	}
	if s, ok := f.Facts["caseStatus"]; ok {
		p.CaseStatus = fmt.Sprint(s)
	}
	p.Allowed, _ = f.Facts["allowed"].([]string)
	if t, ok := f.Facts["type"].(string); ok {
		p.Type = t
	}
	if status == http.StatusInternalServerError {
		slog.Error("call", "kind", f.Kind, "err", err) // here is the boundary
	}
	return p
}

// WriteProblem answers a call outside the described ones.
func WriteProblem(w http.ResponseWriter, r *http.Request, status int) {
	language := Language(r.Header.Get("Accept-Language"))
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: sentence(status).In(language)}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the caller has gone away: nobody to tell
}

// Language chooses zh or en from an Accept-Language header, the one with the
// higher weight; en by default.
func Language(header string) string {
	best, weight := "en", 0.0
	for tag := range strings.SplitSeq(strings.ToLower(header), ",") {
		name, rest, _ := strings.Cut(strings.TrimSpace(tag), ";")
		q := 1.0
		if text, ok := strings.CutPrefix(strings.TrimSpace(rest), "q="); ok {
			if v, err := strconv.ParseFloat(text, 64); err == nil {
				q = v
			}
		}
		for _, language := range []string{"zh", "en"} {
			if strings.HasPrefix(name, language) && q > weight {
				best, weight = language, q
			}
		}
	}
	return best
}

func sentence(status int) fault.Text {
	switch status {
	case http.StatusBadRequest:
		return fault.Say("the request cannot be read as JSON", "请求内容不是有效的JSON")
	case http.StatusNotFound:
		return fault.Say("there is nothing here", "未找到相关内容")
	case http.StatusMethodNotAllowed:
		return fault.Say("this method is not possible here", "不支持该请求方法")
	case http.StatusRequestEntityTooLarge:
		return fault.Say("the request is too large", "请求内容过大")
	case http.StatusUnsupportedMediaType:
		return fault.Say("please send application/json", "请使用application/json格式")
	case http.StatusUnprocessableEntity:
		return fault.Say("some values are not acceptable", "部分内容不符合要求")
	}
	return fault.Say("the request was not accepted", "请求未被接受")
}

var quoted = regexp.MustCompile(`"(.*)"$`)

// badField names the field of a framework's finding and says it in the
// caller's language. The value is not repeated: it may be personal.
func badField(d *huma.ErrorDetail, language string) BadField {
	_, field, _ := strings.Cut(d.Location, ".") // body.customer.phone, query.limit
	if rest, ok := strings.CutPrefix(d.Message, "expected required property "); ok {
		name := strings.TrimSuffix(rest, " to be present")
		field = strings.TrimPrefix(field+"."+name, ".")
	}
	return BadField{Field: field, Location: d.Location, Message: reason(field, d.Message).In(language)}
}

// oneOf is how the framework begins to say which values there are.
const oneOf = "expected value to be one of"

// reason says a framework's finding in both languages.
func reason(field, message string) fault.Text {
	for _, r := range reasons {
		if strings.HasPrefix(message, r.prefix) {
			rest := strings.TrimSpace(strings.TrimPrefix(message, r.prefix))
			if m := quoted.FindStringSubmatch(rest); m != nil {
				rest = strings.TrimPrefix(m[1], ", ") // an empty value is allowed, and not worth saying
			}
			if len(rest) > longList {
				return fault.Say("is not one of the known values", "不是有效的取值")
			}
			if r.prefix == oneOf {
				return complaint.OneOf(field, strings.Split(rest, ", ")...)
			}
			return fault.Say(strings.ReplaceAll(r.text.EN, "%", rest), strings.ReplaceAll(r.text.ZH, "%", rest))
		}
	}
	return fault.Say("is not acceptable", "不符合要求")
}

// longList is a list of values too long to be repeated in an error.
const longList = 200

var reasons = []struct {
	prefix string
	text   fault.Text
}{
	{"expected required property", fault.Say("is required", "必填")},
	{"unexpected property", fault.Say("is not known here", "不是可识别的字段")},
	{oneOf, fault.Text{}}, // see [complaint.OneOf]
	{"expected string to be RFC 3339 date-time", fault.Say("must be a date and time such as 2026-11-21T08:00:00+08:00", "必须是日期时间，例如2026-11-21T08:00:00+08:00")},
	{"expected string to be more than blanks", fault.Say("is required", "必填")},
	{"expected string to be a month", fault.Say("must be a month such as 2026-08", "必须是月份，例如2026-08")},
	{"expected string to be a decimal", fault.Say("must be a decimal such as 86.40", "必须是数字，例如86.40")},
	{"expected string to be a currency", fault.Say("must be a currency such as CNY", "必须是币种代码，例如CNY")},
	{"expected string", fault.Say("must be text", "必须是文本")},
	{"expected boolean", fault.Say("must be true or false", "只能填写是（true）或否（false）")},
	{"expected number >=", fault.Say("must be at least %", "不能小于%")},
	{"expected number <=", fault.Say("must be at most %", "不能大于%")},
	{"expected number", fault.Say("must be a number", "必须是数字")},
	{"expected integer", fault.Say("must be a whole number", "必须是整数")},
	{"expected object", fault.Say("must be an object", "必须是对象")},
	{"expected array length >=", fault.Say("must have at least % entries", "至少需要%项")},
	{"expected array length <=", fault.Say("must have at most % entries", "不能超过%项")},
	{"expected array", fault.Say("must be a list", "必须是列表")},
	{"expected length >= 1", fault.Say("is required", "必填")},
	{"expected length <=", fault.Say("must not be longer than % characters", "不能超过%个字符")},
	{"invalid integer", fault.Say("must be a whole number", "必须是整数")},
}
