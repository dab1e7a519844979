// Package fault is the project's one error type: a kind that machines act on,
// words for the citizen or clerk in Chinese and English, and the cause for the
// operator. Renderers for HTTP, workflow tasks and logs stand beside it; the
// cause never leaves the house.
//
// Vocabulary. A kind says what the caller can do about it. A field names one
// value of the request that was not acceptable, and why. The package does not
// log and knows no transport.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind classifies an error by what the caller can do. The names are also the
// error names in state machine definitions.
type Kind string

// The kinds.
const (
	Invalid  Kind = "Invalid"  // the request's values are wrong: mend and send again
	Unknown  Kind = "Unknown"  // the caller is not known: log in
	Denied   Kind = "Denied"   // the caller may not do this
	NotFound Kind = "NotFound" // nothing there, or nothing the caller may know of
	Conflict Kind = "Conflict" // not possible in the present state
	Stale    Kind = "Stale"    // the caller's version is outdated: read again
	Busy     Kind = "Busy"     // try again later
	Internal Kind = "Internal" // our fault
)

// Text is a sentence in both languages of the product.
type Text struct{ EN, ZH string }

// In gives the sentence in Chinese for languages that start with "zh", else in English.
func (t Text) In(language string) string {
	if strings.HasPrefix(strings.ToLower(language), "zh") && t.ZH != "" {
		return t.ZH
	}
	return t.EN
}

// Say pairs an English sentence with its Chinese one.
func Say(en, zh string) Text { return Text{EN: en, ZH: zh} }

// Field is one value of a request that was not acceptable.
type Field struct {
	Name   string // as in the request: "customer.phone"
	Reason Text
}

// Error is what every function of the project returns when it fails on
// purpose. Msg and Fields are for the caller, Err is for the operator.
type Error struct {
	Kind   Kind
	Msg    Text
	Fields []Field
	// Facts are machine-readable details for the caller, such as the
	// commands that are allowed now.
	Facts map[string]any
	Err   error
}

// New makes an error for the caller.
func New(kind Kind, msg Text) *Error { return &Error{Kind: kind, Msg: msg} }

// Fields makes an Invalid error that names every bad value at once; nil when
// there is none.
func Fields(fields []Field) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Msg: Say("some values are not acceptable", "部分内容不符合要求"), Fields: fields}
}

// Wrap marks a foreign error with a kind and says what was being done.
func Wrap(kind Kind, err error, doing string) error {
	if err == nil {
		return nil
	}
	return &Error{Kind: kind, Err: fmt.Errorf("%s: %w", doing, err)}
}

// Error is the operator's view.
func (e *Error) Error() string {
	parts := []string{string(e.Kind)}
	if e.Msg.EN != "" {
		parts = append(parts, e.Msg.EN)
	}
	for _, f := range e.Fields {
		parts = append(parts, f.Name+" "+f.Reason.EN)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of an error; foreign errors are Internal, nil is "".
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Is tells whether an error is of a kind.
func Is(err error, kind Kind) bool { return KindOf(err) == kind }

// Of gives the error as an *Error, so that a renderer finds its words. A
// foreign error becomes an Internal one with a fixed sentence.
func Of(err error) *Error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		e = &Error{Kind: Internal, Err: err}
	}
	if e.Msg.EN == "" {
		filled := *e
		filled.Msg = sentences[e.Kind]
		e = &filled
	}
	return e
}

// sentences are said when an error has no words of its own.
var sentences = map[Kind]Text{
	Invalid:  Say("the request is not acceptable", "请求内容不符合要求"),
	Unknown:  Say("please log in", "请先登录"),
	Denied:   Say("you may not do this", "您没有此操作的权限"),
	NotFound: Say("there is nothing here", "未找到相关内容"),
	Conflict: Say("this is not possible now", "当前状态下不能进行此操作"),
	Stale:    Say("the case has changed meanwhile, please read it again", "工单已被更新，请刷新后重试"),
	Busy:     Say("please try again in a moment", "系统繁忙，请稍后重试"),
	Internal: Say("something went wrong on our side, please try again", "系统内部错误，请稍后重试"),
}
