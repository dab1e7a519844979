package cost

import (
	"fmt"
	"os"

	"github.com/goccy/go-yaml"
)

// price is what AWS asks for a number of things.
type price struct {
	Name   string  `yaml:"name"`
	Amount float64 `yaml:"amount"`
	Per    float64 `yaml:"per"`
	Source string  `yaml:"source"`
	Read   string  `yaml:"read"` // where the figure was read; "" for nowhere yet
}

// of is the price of so many.
func (p price) of(n float64) float64 { return n * p.Amount / p.Per }

// priceList is prices.yaml.
type priceList struct {
	Region   string           `yaml:"region"`
	Currency string           `yaml:"currency"`
	Date     string           `yaml:"date"`
	Prices   map[string]price `yaml:"prices"`
}

// readPrices reads a list and looks that no price of a bill is missing.
func readPrices(file string) (l priceList, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return l, err
	}
	if err := yaml.UnmarshalWithOptions(data, &l, yaml.Strict()); err != nil {
		return l, err
	}
	for _, key := range priced {
		if p := l.Prices[key]; p.Name == "" || p.Amount <= 0 || p.Per <= 0 || p.Source == "" {
			return l, fmt.Errorf("%s: the price %q is missing or not whole", file, key)
		}
	}
	if len(l.Prices) != len(priced) {
		return l, fmt.Errorf("%s has %d prices, and %d are asked for", file, len(l.Prices), len(priced))
	}
	return l, nil
}

// priced are the prices, in the order of the page.
var priced = []string{
	"transitions", "writes", "reads", "invocations", "gbSeconds", "calls", "publishes", "logs", "traces", "transfer",
	"storage", "recovery", "logStorage", "alarms", "metrics", "dashboards", "schedules", "puts", "keys",
}
