package sns

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/policy"
)

const arn = "arn:aws-cn:sns:cn-north-1:123456789012:notices"

// service answers as SNS does, and keeps the form of each call.
type service struct {
	status      int
	fails, says string
	got         []url.Values
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		panic(err) // the test's own client
	}
	s.got = append(s.got, r.PostForm)
	w.Header().Set("Content-Type", "text/xml")
	if s.fails == "" {
		_, _ = io.WriteString(w, `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>`)
		return
	}
	w.WriteHeader(s.status)
	_, _ = fmt.Fprintf(w, `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>`, s.fails, s.says)
}

func client(t *testing.T, s *service) *sns.Client {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return sns.New(sns.Options{
		Region: "cn-north-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "secret"}, nil
		}),
	})
}

// attributes reads the attributes of a call: name to "type value".
func attributes(form url.Values) map[string]string {
	got := map[string]string{}
	for i := 1; ; i++ {
		entry := fmt.Sprintf("MessageAttributes.entry.%d.", i)
		name := form.Get(entry + "Name")
		if name == "" {
			return got
		}
		got[name] = form.Get(entry+"Value.DataType") + " " + form.Get(entry+"Value.StringValue")
	}
}

func TestANoticeIsPublishedWithWhatSubscribersFilterBy(t *testing.T) {
	s := &service{}
	n := complaint.Notice{
		ID: "x/answer/0/breach", Kind: "breach", Reference: "202611-000001", Clock: "answer", Levels: []string{"L2", "L3"},
		Unit: "demo-station", Grade: "general", Text: "已超时", Recipients: []policy.Recipient{{Level: "L4"}},
	}
	if err := (&Topic{API: client(t, s), ARN: arn}).Publish(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{ // no language: SNS refuses empty values
		"kind": "String breach", "levels": `String.Array ["L2","L3","L4"]`, "unit": "String demo-station",
		"grade": "String general", "clock": "String answer",
	}
	if diff := cmp.Diff(want, attributes(s.got[0])); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	var got complaint.Notice
	if err := json.Unmarshal([]byte(s.got[0].Get("Message")), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(n, got); diff != "" || s.got[0].Get("TopicArn") != arn || s.got[0].Has("Subject") {
		t.Errorf("published to %s (-want +got):\n%s", s.got[0].Get("TopicArn"), diff)
	}
}

func TestALongNoticeIsCutAndSaysSo(t *testing.T) {
	references, recipients := make([]string, 30_000), make([]policy.Recipient, 5_000)
	for i := range references {
		references[i] = fmt.Sprintf("202611-%06d", i)
	}
	for i := range recipients {
		recipients[i] = policy.Recipient{Level: "L2", Unit: "demo-county", Person: fmt.Sprintf("person-%d", i), Why: "shift 08:30-17:30"}
	}
	for _, tt := range []struct {
		name   string
		notice complaint.Notice
		want   []string // parts of its text
	}{
		{"what fits is left alone", complaint.Notice{Text: "all", References: references[:100]}, []string{"all"}},
		{"fewer cases", complaint.Notice{Text: "many", References: references, Language: "en"}, []string{"many (30000 cases; the first 15000 are listed.)"}},
		{"fewer recipients", complaint.Notice{Text: "多", Recipients: recipients, Language: "zh"}, []string{"多（共5000名接收人，仅列出前2500名。）"}},
		{"fewer of both", complaint.Notice{Text: "both", References: references, Recipients: recipients}, []string{"both (30000 cases; the first 1 are", " (5000 recipients; "}},
		{"less text", complaint.Notice{Text: strings.Repeat("电", 200_000)}, []string{"电电"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &service{}
			tt.notice.Kind, tt.notice.Levels = "breach", []string{"L2"}
			if err := (&Topic{API: client(t, s), ARN: arn}).Publish(t.Context(), tt.notice); err != nil {
				t.Fatal(err)
			}
			message, size := s.got[0].Get("Message"), 0
			for name, value := range attributes(s.got[0]) {
				size += len(name) + len(value)
			}
			if size += len(message); size > limit {
				t.Errorf("%d bytes, a topic takes %d", size, limit)
			}
			var got complaint.Notice
			if err := json.Unmarshal([]byte(message), &got); err != nil || !utf8.ValidString(got.Text) {
				t.Fatalf("%v, text %q", err, got.Text)
			}
			for _, part := range tt.want {
				if !strings.Contains(got.Text, part) {
					t.Errorf("text %.80q has no %q", got.Text, part)
				}
			}
		})
	}
}

func TestATopicThatRefusesMayPassOrNot(t *testing.T) {
	for fails, want := range map[string]fault.Kind{
		"Throttled": fault.Busy, "ThrottlingException": fault.Busy, "KMSThrottling": fault.Busy, "NotFound": fault.Internal, "AuthorizationError": fault.Internal,
	} {
		s := &service{fails: fails, status: 400}
		if err := (&Topic{API: client(t, s), ARN: arn}).Publish(t.Context(), complaint.Notice{ID: "n", Kind: "breach"}); fault.KindOf(err) != want {
			t.Errorf("%s is %v, want %s", fails, err, want)
		}
	}
	s := &service{fails: "InternalError", status: 500}
	if err := (&Topic{API: client(t, s), ARN: arn}).Publish(t.Context(), complaint.Notice{ID: "n", Kind: "breach"}); !fault.Is(err, fault.Busy) {
		t.Errorf("a service that is down: %v, want Busy", err)
	}
}

func TestALetterIsATextMessage(t *testing.T) {
	for _, tt := range []struct {
		name, to, fails, says string
		status                int
		number                string // that SNS is given; "" for no call
		refused               string
		want                  fault.Kind
	}{
		{"a number with its country", "+86 139-0000-0001", "", "", 0, "+8613900000001", "", ""},
		{"as it is dialled abroad", "0086 13900000001", "", "", 0, "+8613900000001", "", ""},
		{"a number without its country is nobody's", "13900000001", "", "", 0, "", "the number names no country", ""},
		{"a number that is none", "+", "", "", 0, "", "the number names no country", ""},
		{"a number that SNS refuses", "+1", "InvalidParameter", "+1 is not valid", 400, "+1", "InvalidParameter", ""},
		{"a throttled message comes again", "+8613900000001", "Throttling", "+8613900000001", 400, "+8613900000001", "", fault.Busy},
		{"what may not be sent is our fault", "+8613900000001", "AuthorizationError", "+8613900000001", 403, "+8613900000001", "", fault.Internal},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, refused := &service{fails: tt.fails, says: tt.says, status: tt.status}, ""
			m := &Messenger{API: client(t, s), Refused: func(l notice.Letter, why string) { refused = why }}
			err := m.Send(t.Context(), notice.Letter{ID: "letter", To: tt.to, Text: "您的投诉已受理"})
			if fault.KindOf(err) != tt.want || refused != tt.refused {
				t.Errorf("error %v, refused %q; want %q, %q", err, refused, tt.want, tt.refused)
			}
			if err != nil && strings.Contains(err.Error(), "139") {
				t.Errorf("the error repeats the number: %v", err)
			}
			var number string
			if len(s.got) > 0 {
				number = s.got[0].Get("PhoneNumber")
			}
			if number != tt.number {
				t.Errorf("sent to %q, want %q", number, tt.number)
			}
		})
	}
}
