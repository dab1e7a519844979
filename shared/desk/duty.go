package desk

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Rotas remembers the duty rotas that were stored, so that a step asks the
// store only for what is new. The zero value remembers nothing yet.
type Rotas struct {
	mu       sync.Mutex // guards the rest
	revision int64
	stored   map[string]policy.Roster
	made     policy.Rota // of the pack in force and what is stored
	pack     *policy.Policy
}

// Duty says who is on duty: the rota of the pack in force, and for units that
// were given another one in the store, that. It is as new as the store's last
// write, at the price of one small read.
func (d *Desk) Duty(ctx context.Context) (policy.Rota, error) {
	r := d.Rotas
	if r == nil {
		r = new(Rotas)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	news, err := d.Store.RotasSince(ctx, r.revision)
	if err != nil {
		return policy.Rota{}, err
	}
	if len(news) == 0 && r.pack == d.Policy {
		return r.made, nil
	}
	r.learn(news)
	r.made, r.pack = d.Policy.Rota(r.stored), d.Policy
	return r.made, nil
}

// learn takes up what is new in the store. A document that cannot be read is an
// empty rota: its unit is told in its inbox, and nobody else has to wait.
func (r *Rotas) learn(news []complaint.StoredRota) {
	if r.stored == nil {
		r.stored = map[string]policy.Roster{}
	}
	for _, n := range news {
		r.revision = n.Revision
		if len(n.Doc) == 0 {
			delete(r.stored, n.Unit)
			continue
		}
		var read policy.Roster
		if err := json.Unmarshal(n.Doc, &read); err != nil {
			read = policy.Roster{}
		}
		r.stored[n.Unit] = read
	}
}
