//go:build unix

package e2e

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// gateway is where functions find AWS: one address for two stand-ins. It begins
// to work when both are known.
type gateway struct {
	listener net.Listener
	server   *http.Server
	ready    chan struct{}
	services *url.URL // the emulator
	states   *url.URL // the interpreter of state machines

	mu   sync.Mutex
	trap func(operation string) bool // see catch
}

// catch has f told of each call of Step Functions before it is passed on. When f
// says so the call is lost, and f is told of no other. Nil ends that.
func (g *gateway) catch(f func(operation string) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.trap = f
}

// caught tells whether a call is to be lost.
func (g *gateway) caught(operation string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.trap == nil || !g.trap(operation) {
		return false
	}
	g.trap = nil
	return true
}

// openGateway takes an address; calls wait until connect.
func openGateway(t *testing.T) *gateway {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gateway{listener: l, ready: make(chan struct{})}
	g.server = &http.Server{Handler: g}
	go g.server.Serve(l)
	t.Cleanup(func() { g.server.Close() })
	return g
}

func (g *gateway) endpoint() string { return "http://" + g.listener.Addr().String() }

func (g *gateway) port() string {
	_, port, _ := net.SplitHostPort(g.listener.Addr().String()) // it is one
	return port
}

func (g *gateway) connect(t *testing.T, services, states string) {
	t.Helper()
	var err error
	if g.services, err = url.Parse(services); err != nil {
		t.Fatal(err)
	}
	if g.states, err = url.Parse(states); err != nil {
		t.Fatal(err)
	}
	close(g.ready)
}

// ServeHTTP passes a call on. The name of the host stays, as it is signed. That the
// call came over TLS is said for it: functions call AWS so, and the bucket's policy asks.
func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case <-g.ready:
	case <-r.Context().Done():
		return
	}
	to := g.services
	if operation, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), "AWSStepFunctions."); ok {
		if to = g.states; g.caught(operation) {
			panic(http.ErrAbortHandler) // the line is cut
		}
	}
	proxy := httputil.ReverseProxy{Rewrite: func(p *httputil.ProxyRequest) {
		p.SetURL(to)
		p.Out.Host = p.In.Host
		p.Out.Header.Set("X-Forwarded-Proto", "https")
	}}
	if err := resign(r); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	proxy.ServeHTTP(w, r)
}

// resign signs the calls of the interpreter's tasks, whose key nobody knows.
func resign(r *http.Request) error {
	if !strings.Contains(r.Header.Get("Authorization"), "Credential=ak/") {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.Header.Del("Authorization")
	r.URL.Host = r.Host
	return sign(r, "lambda", body)
}
