package boot

import (
	"bytes"
	"context"
	"crypto/rand"
	"io/fs"
	"net"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"
	awssfn "github.com/aws/aws-sdk-go-v2/service/sfn"
	awssns "github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/archive/s3"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/notice/gateway"
	"github.com/redress/redress/shared/notice/sns"
	"github.com/redress/redress/shared/partner"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/web"
	"github.com/redress/redress/shared/workflow/sfn"
)

// How long AWS is given: to take a connection, and to answer one attempt of a call.
const (
	connecting = 2 * time.Second
	answering  = 3 * time.Second // so that a call of 10 seconds has time for another attempt
	filing     = 10 * time.Second
)

// gather is how many notices an invocation takes up together: as many as it can
// send in its time.
const gather = 2000

// aws is the configuration of all clients but that of S3, whose answers are
// larger.
func (p *Process) aws() aws.Config { return p.AWS(answering) }

// AWS is the configuration of a client that gives each attempt so long. Lambda
// keeps the credentials in the environment, and throws that away before they
// expire. A main asks for it whose client no other function is to link: what is
// linked is paid for at each start.
func (p *Process) AWS(limit time.Duration) aws.Config {
	c := p.Config
	cfg := aws.Config{
		Region: c.Region,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return c.Credentials, nil
		}),
		HTTPClient: awshttp.NewBuildableClient().WithTimeout(limit).
			WithDialerOptions(func(d *net.Dialer) { d.Timeout = connecting }).
			WithTransportOptions(func(t *http.Transport) { t.MaxIdleConnsPerHost = 2 * Parallel }),
	}
	if c.Endpoint != "" {
		cfg.BaseEndpoint = aws.String(c.Endpoint)
	}
	return cfg
}

func (p *Process) s3() *awss3.Client {
	return awss3.NewFromConfig(p.AWS(filing), func(o *awss3.Options) { o.UsePathStyle = p.Config.Endpoint != "" })
}

// Desk is the way to the cases.
func (p *Process) Desk() *desk.Desk {
	if p.desk == nil {
		p.desk = &desk.Desk{
			Store:  dynamo.New(dynamodb.NewFromConfig(p.aws()), p.Config.Table),
			Policy: p.Policy, PolicyOf: p.Shelf.PolicyOf, Now: p.now, Rotas: new(desk.Rotas), NewCode: desk.RandomCode,
		}
	}
	return p.desk
}

// Workflow starts executions, where the function has state machines, and resumes them.
func (p *Process) Workflow() *sfn.Workflow {
	return &sfn.Workflow{API: awssfn.NewFromConfig(p.aws()), Machines: p.Config.Machines()}
}

// Relay delivers effects, as long as there is time.
func (p *Process) Relay() *relay.Handler {
	client := awssns.NewFromConfig(p.aws())
	h := &relay.Handler{
		Desk: p.Desk(), Workflow: p.Workflow(), Topic: &sns.Topic{API: client, ARN: p.Config.Topic},
		Messenger: &sns.Messenger{API: client, Refused: p.refused},
		Gather:    gather, Parallel: Parallel, Enough: Until(5), Outdated: p.outdated, Unconnected: p.unconnected,
	}
	if p.Config.Partners != "" {
		h.Partners = &partner.Line{Book: p.Partners(), Now: p.now}
	}
	if p.Config.Webhook != "" {
		h.Messenger = gateway.New(p.Config.Webhook, p.refused)
	}
	return h
}

// refused logs a letter that nobody can deliver.
func (p *Process) refused(l notice.Letter, why string) {
	p.log.Warn("message not sent", "id", l.ID, "case", l.Reference, "because", why)
}

// outdated logs a notice that is not sent.
func (p *Process) outdated(n complaint.Notice, why string) {
	p.log.Info("notice not sent", "kind", n.Kind, "case", n.Reference, "clock", n.Clock, "point", n.Point, "because", why)
}

// unconnected logs what a partner is not told, as the deployment does not know it.
func (p *Process) unconnected(t complaint.PartnerPost) {
	p.log.Warn("partner not told", "partner", t.Partner, "type", t.Type, "case", t.Reference, "because", "it is not connected")
}

// Partners gives the book of partners, read anew after some time so that keys can
// be changed while functions run. Without one it knows nobody.
func (p *Process) Partners() func(context.Context) (partner.Book, error) {
	if p.Config.Partners == "" {
		return func(context.Context) (partner.Book, error) { return nil, nil }
	}
	secret := &s3.Secret{API: p.s3(), Bucket: p.Config.Bucket, Name: p.Config.Partners}
	return partner.Remembered(p.now, func(ctx context.Context) (partner.Book, error) {
		text, err := secret.Get(ctx)
		if err != nil {
			return nil, err
		}
		return partner.Read(bytes.NewReader(text))
	})
}

// Archive keeps reports.
func (p *Process) Archive() *s3.Archive { return &s3.Archive{API: p.s3(), Bucket: p.Config.Bucket} }

// Key is a secret of the deployment, of so many bytes.
func (p *Process) Key(name string, size int) *s3.Key {
	return &s3.Key{API: p.s3(), Bucket: p.Config.Bucket, Name: "keys/" + name, Size: size}
}

// Who looks for malware in the files of cases.
const (
	scanGuardDuty = "guardduty"
	scanNone      = "none"
)

// Evidence takes in the files of cases and hands them out.
func (p *Process) Evidence() *evidence.Files {
	client := p.s3()
	files := &evidence.Files{
		Desk:    p.Desk(),
		Depot:   &s3.Depot{API: client, Signer: s3.NewSigner(client), Bucket: p.Config.EvidenceBucket, Now: p.now},
		Scanner: evidence.NoScanner{}, NewID: rand.Text,
	}
	if p.Config.EvidenceScan == scanGuardDuty {
		files.Scanner = &s3.Scanner{API: client, Bucket: p.Config.EvidenceBucket}
	}
	return files
}

// Depot is the origin that browsers send the files of cases to.
func (p *Process) Depot() string {
	if p.Config.Endpoint != "" {
		return p.Config.Endpoint
	}
	return s3.Origin(p.Config.Region, p.Config.EvidenceBucket)
}

// Staff knows callers by the claims that API Gateway has verified.
func (p *Process) Staff() web.Authenticator {
	return web.Claims(p.Policy, p.Config.RoleClaim, p.Config.UnitClaim)
}

// copies is where policy versions are kept. It is seldom asked, so its client is
// made anew.
func (p *Process) copies() *s3.Copies { return &s3.Copies{API: p.s3(), Bucket: p.Config.Bucket} }

func (p *Process) openCopy(id string) (fs.FS, error) { return p.copies().Open(id) }

// Keep keeps a copy of the policy in force, once. What fails is tried again when
// it is called again.
func (p *Process) Keep(ctx context.Context) error {
	p.keeping.Lock()
	defer p.keeping.Unlock()
	if p.kept {
		return nil
	}
	err := p.copies().Keep(ctx, p.Policy)
	p.kept = err == nil
	return err
}
