// Command pages is the Lambda function of the same name.
package main

import (
	"time"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages"
	"github.com/redress/redress/functions/pages/entry"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/web"
)

func main() {
	p := boot.Open("pages")
	files, staff := p.Evidence(), p.Staff()
	cases := web.Cases{Desk: p.Desk(), Authenticate: staff, Auditors: new(audit.Auditors)}
	api := web.New(
		&intake.Handler{Desk: p.Desk(), Evidence: files}, &casework.Handler{Cases: cases, Evidence: files}, &callback.Handler{Cases: cases},
		&report.Handler{Desk: p.Desk(), Authenticate: staff, Archive: p.Archive(), Site: p.Config.Site, LinkKey: p.Key("report-links", report.LinkKeySize).Get},
	)
	boot.HTTP(p, pages.New(pages.Handler{
		API: web.Described(p.Policy, api), Policy: p.Policy, Key: p.Key("pages", site.KeySize).Get, Now: time.Now, Depot: p.Depot(), Secure: true,
		Entry: &entry.OIDC{
			Issuer: p.Config.Issuer, Client: p.Config.Client, Site: p.Config.Site,
			RoleClaim: p.Config.RoleClaim, UnitClaim: p.Config.UnitClaim, Authenticate: staff, Now: time.Now,
		},
	}))
}
