package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/outage"
)

func TestNobodyIsAskedForOutagesUnlessAServiceIsSet(t *testing.T) {
	if i := inquiry(&boot.Process{Config: boot.Config{OutagesToken: "secret"}}); i != nil {
		t.Errorf("without an address there is %+v", i)
	}
}

func TestTheServiceThatIsSetIsAsked(t *testing.T) {
	token := ""
	company := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token = r.Header.Get("Authorization")
		_, _ = io.WriteString(w, `{"outage":{"id":"P-7","planned":true,"since":"2026-03-10T00:00:00Z"}}`)
	}))
	defer company.Close()
	i := inquiry(&boot.Process{Config: boot.Config{OutagesURL: company.URL, OutagesToken: "secret"}})
	got, err := i.Known(t.Context(), outage.Place{Region: "demo"}, time.Now(), time.Now())
	if err != nil || got == nil || got.ID != "P-7" || token != "Bearer secret" {
		t.Errorf("got %+v, %v, with %q", got, err, token)
	}
	if i.Limit != time.Second || i.Enough == nil {
		t.Errorf("limit %s", i.Limit)
	}
}
