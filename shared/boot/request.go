package boot

import (
	"bytes"
	"context"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// call is an event of an HTTP API (payload format 2.0), as far as it is needed.
// Names of headers come in any case, several of one name as one value.
type call struct {
	RouteKey        string            `json:"routeKey"`
	RawPath         string            `json:"rawPath"` // decoded
	RawQueryString  string            `json:"rawQueryString"`
	Cookies         []string          `json:"cookies"`
	Headers         map[string]string `json:"headers"`
	Body            string            `json:"body"`
	IsBase64Encoded bool              `json:"isBase64Encoded"`
	RequestContext  struct {
		DomainName string `json:"domainName"`
		HTTP       struct {
			Method   string `json:"method"`
			SourceIP string `json:"sourceIp"`
		} `json:"http"`
		Authorizer struct {
			JWT struct {
				Claims map[string]any `json:"claims"`
			} `json:"jwt"`
		} `json:"authorizer"`
	} `json:"requestContext"`
}

// request makes the request that net/http would have made of the call. Of who
// calls it says what API Gateway has verified, in a form of our own, and nothing
// else: an Authorization header that came with the call is taken away.
func (c *call) request(ctx context.Context) (*http.Request, error) {
	body := []byte(c.Body)
	if c.IsBase64Encoded {
		var err error
		if body, err = base64.StdEncoding.DecodeString(c.Body); err != nil {
			return nil, fault.Wrap(fault.Internal, err, "read the call's body")
		}
	}
	u := &url.URL{Path: c.RawPath, RawQuery: c.RawQueryString}
	if !strings.HasPrefix(u.Path, "/") {
		u.Path = "/" + u.Path
	}
	r := (&http.Request{
		Method: c.RequestContext.HTTP.Method, URL: u, RequestURI: u.RequestURI(), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody, ContentLength: int64(len(body)),
		Host: c.RequestContext.DomainName, RemoteAddr: net.JoinHostPort(c.RequestContext.HTTP.SourceIP, "0"),
	}).WithContext(ctx)
	if len(body) > 0 {
		r.Body = readOnce{bytes.NewReader(body)}
	}
	for name, value := range c.Headers {
		r.Header.Add(name, value)
	}
	if len(c.Cookies) > 0 {
		r.Header.Set("Cookie", strings.Join(c.Cookies, "; "))
	}
	r.Header.Del("Authorization")
	if claims := c.RequestContext.Authorizer.JWT.Claims; len(claims) > 0 {
		r.Header.Set("Authorization", web.Verified(claims))
	}
	return r, nil
}

// readOnce is a body.
type readOnce struct{ *bytes.Reader }

// Close does nothing.
func (readOnce) Close() error { return nil }
