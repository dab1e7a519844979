//go:build unix

package e2e

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/redress/redress/shared/notice"
)

// letters is the company's gateway for messages to customers.
type letters struct {
	server *httptest.Server

	mu  sync.Mutex
	all []notice.Letter
}

func openLetters(t *testing.T) *letters {
	l := &letters{}
	l.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var letter notice.Letter
		if err := json.NewDecoder(r.Body).Decode(&letter); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.all = append(l.all, letter)
	}))
	t.Cleanup(l.server.Close)
	return l
}

// to gives the kinds of the letters about a case, in the order of their arrival.
func (l *letters) of(reference string) (kinds []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, letter := range l.all {
		if letter.Reference == reference {
			kinds = append(kinds, letter.Kind)
		}
	}
	return kinds
}
