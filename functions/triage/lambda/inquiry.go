package main

import (
	"log/slog"

	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/outage"
	"github.com/redress/redress/shared/outage/service"
)

// inquiry is the way to the company's outage service; nil where none is set. It is
// asked when twice its time is left, so that the judgement can still be committed.
func inquiry(p *boot.Process) *outage.Inquiry {
	if p.Config.OutagesURL == "" {
		return nil
	}
	return outage.New(service.New(p.Config.OutagesURL, p.Config.OutagesToken), boot.Until(2))
}

// unanswered logs that nobody could say whether an outage is known.
func unanswered(reference string, why error) {
	slog.Warn("no answer about outages", "case", reference, "because", why.Error())
}
