// Package site is what all pages stand on.
//
// Vocabulary. A page is what a visitor sees at one address; it is rendered here, and
// whole without a script. A visitor is a customer, or one of the staff, who has signed
// in. What either of them holds is kept in their browser, sealed. A shelf holds the
// templates of some pages, with the layout and the parts that all pages have. The API is
// the product's own, in this process: pages call it as any program may.
//
//	site.go     what pages are made with; shelf.go: their templates, and how they are shown
//	ask.go      calls of the API
//	visitor.go  who asks, and in which language; seal.go: what their browsers keep
//	fail.go     what is shown of errors
//	files.go    files on their way to the depot
//	give.go     how texts are sent; static.go: style sheets, the script, the icon
//
// The package knows no page but that of an error, and no rule of the product.
package site

import (
	"context"
	"net/http"
	"time"

	"github.com/redress/redress/shared/policy"
)

// Site is what pages are made with.
type Site struct {
	// API is the product's own.
	API http.Handler
	// Policy is the one in force.
	Policy *policy.Policy
	// Key seals what browsers keep; [KeySize] bytes, the same in all processes.
	Key func(context.Context) ([]byte, error)
	Now func() time.Time
	// Secure: browsers reach the pages by HTTPS alone.
	Secure bool

	own *Shelf // of the page of an error
}

// New makes a site ready.
func New(s Site) *Site {
	s.own = s.Shelf()
	return &s
}
