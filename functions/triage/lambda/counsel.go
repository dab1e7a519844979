package main

import (
	"log/slog"
	"strconv"
	"time"

	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/patience"
	"github.com/redress/redress/shared/triage/adviser"
	"github.com/redress/redress/shared/triage/adviser/bedrock"
)

// counsel is the way to the outside adviser; nil where none is set. It is asked
// when twice its time is left, so that the judgement can still be committed.
func counsel(p *boot.Process) *adviser.Counsel {
	if p.Config.AdviserModel == "" {
		return nil
	}
	seconds, _ := strconv.Atoi(p.Config.AdviserSeconds) // boot has looked at it
	limit := time.Duration(seconds) * time.Second
	return &adviser.Counsel{Adviser: bedrock.New(p.AWS(limit), p.Config.AdviserModel), Patience: patience.Patience{Limit: limit, Enough: boot.Until(2 * seconds)}}
}

// unadvised logs that a case has no second opinion.
func unadvised(reference string, why error) {
	slog.Warn("no second opinion", "case", reference, "because", why.Error())
}
