package train

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// Pairs that were left out of the weighing are told apart well enough to offer
// likely duplicates to a person.
func TestPairsAreToldApart(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := ReadPairs(os.DirFS("../examples"))
	if err != nil {
		t.Fatal(err)
	}
	_, judged := alike(triage.New(p), pairs, Defaults)
	same, found, right := 0, 0, 0
	for _, x := range judged {
		if x.Same {
			same++
		}
		if x.Share >= 0.5 {
			found++
			if x.Same {
				right++
			}
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(same)
	t.Logf("%d pairs: precision %.3f, recall %.3f", len(pairs), precision, recall)
	if len(pairs) < 150 || precision < 0.7 || recall < 0.8 {
		t.Errorf("%d pairs, precision %.3f, recall %.3f; want 150, 0.7 and 0.8", len(pairs), precision, recall)
	}
}

func TestBrokenPairsAreRefused(t *testing.T) {
	for _, line := range []string{"nonsense", `{"a":{"text":"x"},"b":{"text":""}}`} {
		if _, err := ReadPairs(fstest.MapFS{"pairs/a.jsonl": {Data: []byte(line)}}); err == nil {
			t.Errorf("%s was taken", line)
		}
	}
}
