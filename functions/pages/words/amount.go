package words

import (
	"fmt"
	"strings"
)

// Amount writes money as it is read.
func Amount(amount, currency, language string) string {
	if currency == "CNY" {
		return Say(language, "CNY "+amount, amount+"元")
	}
	return amount + " " + currency
}

// Grouped writes a code in groups, to be read and spelt more easily.
func Grouped(code string, n int) string {
	var groups []string
	for len(code) > n {
		groups, code = append(groups, code[:n]), code[n:]
	}
	return strings.Join(append(groups, code), " ")
}

// Size writes a number of bytes.
func Size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d\u00a0kB", max(1, n>>10))
	}
	return strings.Replace(fmt.Sprintf("%.1f\u00a0MB", float64(n)/(1<<20)), ".0\u00a0", "\u00a0", 1)
}
