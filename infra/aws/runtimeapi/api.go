//go:build unix

package runtimeapi

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

const version = "/2018-06-01/runtime/"

// api is the Runtime API of one process.
func (e *environment) api() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+version+"invocation/next", e.next)
	mux.HandleFunc("POST "+version+"invocation/{id}/response", e.answered(false))
	mux.HandleFunc("POST "+version+"invocation/{id}/error", e.answered(true))
	mux.HandleFunc("POST "+version+"init/error", e.refuse)
	return mux
}

// next hands the next event out, whenever it comes.
func (e *environment) next(w http.ResponseWriter, r *http.Request) {
	if !e.ask() {
		problem(w, http.StatusForbidden, "InvalidStateTransition", "the last event is not answered")
		return
	}
	select {
	case v := <-e.events:
		v.handed = time.Now()
		v.deadline = v.handed.Add(e.spec.Timeout)
		e.mu.Lock()
		e.current = v
		e.mu.Unlock()
		h := w.Header()
		h.Set("Content-Type", "application/json")
		h.Set("Lambda-Runtime-Aws-Request-Id", v.id)
		h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(v.deadline.UnixMilli(), 10))
		h.Set("Lambda-Runtime-Invoked-Function-Arn", e.arn)
		h.Set("Lambda-Runtime-Trace-Id", trace(v.handed))
		w.Write(v.body)
	case <-r.Context().Done():
	}
}

// ask notes that the process is free. It is false when it is not.
func (e *environment) ask() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.current != nil {
		e.broken = "Runtime asked for an event before it answered the last one"
		return false
	}
	if e.ready.IsZero() {
		e.ready = time.Now()
		close(e.asked)
	}
	return true
}

// answered takes the answer to the event that the process works on.
func (e *environment) answered(failed bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			problem(w, http.StatusBadRequest, "InvalidBody", err.Error())
			return
		}
		e.mu.Lock()
		v := e.current
		if v == nil || v.id != r.PathValue("id") {
			e.mu.Unlock()
			problem(w, http.StatusBadRequest, "InvalidRequestID", "Invalid request ID")
			return
		}
		e.current = nil
		e.mu.Unlock()
		w.WriteHeader(http.StatusAccepted)
		v.answer <- answer{body, failed}
	}
}

// refuse takes note why the process cannot start.
func (e *environment) refuse(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		problem(w, http.StatusBadRequest, "InvalidBody", err.Error())
		return
	}
	e.mu.Lock()
	e.refused = body
	e.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
}

func problem(w http.ResponseWriter, status int, kind, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"errorType":%q,"errorMessage":%q}`, kind, message)
}
