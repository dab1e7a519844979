package main

import (
	"strings"

	"github.com/redress/redress/shared/outage"
	"github.com/redress/redress/shared/outage/list"
	"github.com/redress/redress/shared/outage/service"
)

// openOutages is the way to the outages that the company knows of: a service at a
// URL, or a file that stands in for it; nil for neither.
func openOutages(fileOrURL string) (*outage.Inquiry, error) {
	switch {
	case fileOrURL == "":
		return nil, nil
	case strings.HasPrefix(fileOrURL, "http://"), strings.HasPrefix(fileOrURL, "https://"):
		return outage.New(service.New(fileOrURL, ""), nil), nil
	}
	l, err := list.New(fileOrURL)
	if err != nil {
		return nil, err
	}
	return outage.New(l, nil), nil
}

// unanswered logs that nobody could say whether an outage is known.
func (a *app) unanswered(reference string, why error) {
	a.log.Warn("no answer about outages", "case", reference, "because", why.Error())
}
