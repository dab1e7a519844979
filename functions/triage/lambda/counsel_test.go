package main

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage/adviser"
)

func TestNobodyIsAskedUnlessAModelIsSet(t *testing.T) {
	if c := counsel(&boot.Process{Config: boot.Config{AdviserSeconds: "3"}}); c != nil {
		t.Errorf("without a model there is %+v", c)
	}
}

func TestTheModelThatIsSetIsAskedWhereItIs(t *testing.T) {
	path := ""
	bedrock := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.Path
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"output":{"message":{"role":"assistant","content":[{"text":"{\"kind\":\"enquiry\",\"class\":\"\",\"reason\":\"asks\"}"}]}},"stopReason":"end_turn"}`)
	}))
	defer bedrock.Close()
	c := counsel(&boot.Process{Config: boot.Config{
		AdviserModel: "amazon.nova-lite-v1:0", AdviserSeconds: "7", Region: "eu-central-1", Endpoint: bedrock.URL,
		Credentials: aws.Credentials{AccessKeyID: "id", SecretAccessKey: "key"},
	}})
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Ask(t.Context(), adviser.About(p, "停电"), time.Time{})
	if want := (adviser.Opinion{Kind: "enquiry", Reason: "asks", Model: "amazon.nova-lite-v1:0"}); got != want || err != nil {
		t.Errorf("opinion %+v, %v; want %+v", got, err, want)
	}
	if path != "/model/amazon.nova-lite-v1:0/converse" || c.Limit != 7*time.Second {
		t.Errorf("asked %s, for %s", path, c.Limit)
	}
}

func TestTheLogSaysWhyThereIsNoOpinion(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	defer slog.SetDefault(before)
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	unadvised("202611-000001", errors.New("no access"))
	if want := `level=WARN msg="no second opinion" case=202611-000001 because="no access"`; !strings.Contains(log.String(), want) || strings.Count(log.String(), "\n") != 1 {
		t.Errorf("log %q, want one line with %q", log.String(), want)
	}
}
