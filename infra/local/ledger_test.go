package main

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/clock"
)

func TestTheLedgerOfABreachEndsWhereItWasMissed(t *testing.T) {
	s := &scene{t: t}
	s.begin("2026-11-02 10:00")
	s.submit("agent", `{"channel":"hotline","text":"停电","class":"04.03.01","customer":{"phone":"139"},"site":{"region":"demo"}}`)
	s.command(200, `handler contact {"reached":true}`)
	s.call("POST", "/local/clock", "", `{"to":"2026-11-10T10:00:00+08:00"}`, 200, nil)
	s.command(200, `supervisor suspension {"kind":"access","reason":"x","at":"2026-11-04T14:00:00+08:00","until":"2026-11-11T10:00:00+08:00"}`)
	answer := clockOf(t, s.read(), "answer")
	end := func(lines []clock.Stretch) string {
		if len(lines) == 0 {
			return "nowhere"
		}
		return lines[len(lines)-1].To.In(s.zone).Format("01-02 15:04")
	}
	if end(answer.Ledger) != "11-10 00:00" || end(answer.Corrected) != "11-18 00:00" || answer.Used.Counted != 5 {
		t.Errorf("the ledger ends %s, the corrected one %s, used %+v", end(answer.Ledger), end(answer.Corrected), answer.Used)
	}
	if !answer.Correction.DueAt.Equal(time.Date(2026, 11, 17, 16, 0, 0, 0, time.UTC)) {
		t.Errorf("corrected to %s", answer.Correction.DueAt)
	}
}
