package train

import (
	"slices"

	"github.com/redress/redress/shared/triage/model"
)

// choice is what speaks for each label of a head, for one text, and which is
// right: for every label a number for each factor.
type choice struct {
	says  [][]float64
	right int
}

// weigh finds the factors under which the right labels are likeliest, none of
// them negative. A factor that nothing speaks about stays at its start.
func weigh(choices []choice, start []float64) []float64 {
	return newton(choices, start, slices.Repeat([]float64{1}, len(start)), func(_ int, x float64) float64 { return max(0, x) })
}

// newton finds factors by steps of Newton's method from a start, which it holds
// to with the faith that each deserves; each stays within its bound.
func newton(choices []choice, start []float64, faith []float64, bound func(k int, x float64) float64) []float64 {
	factors := slices.Clone(start)
	for range 30 {
		slope, bend := make([]float64, len(factors)), make([][]float64, len(factors))
		for k := range bend {
			bend[k] = make([]float64, len(factors))
			bend[k][k] = faith[k]
			slope[k] = faith[k] * (start[k] - factors[k]) // as more witnesses for the start
		}
		for _, c := range choices {
			c.bend(factors, slope, bend)
		}
		for k, d := range solve(bend, slope) {
			factors[k] = bound(k, factors[k]+d)
		}
	}
	return factors
}

// bend adds the first and second derivatives of the likelihood of one choice.
func (c choice) bend(factors, slope []float64, bend [][]float64) {
	shares := make([]float64, len(c.says))
	for l, say := range c.says {
		shares[l] = dot(factors, say)
	}
	model.Softmax(shares)
	mean := make([]float64, len(factors))
	for l, say := range c.says {
		for k, x := range say {
			mean[k] += shares[l] * x
		}
	}
	for l, say := range c.says {
		for k := range say {
			for n := range say {
				bend[k][n] += shares[l] * (say[k] - mean[k]) * (say[n] - mean[n])
			}
		}
	}
	for k, x := range c.says[c.right] {
		slope[k] += x - mean[k]
	}
}

// solve solves a system of equations by elimination.
func solve(a [][]float64, b []float64) []float64 {
	for k := range a {
		for n := k + 1; n < len(a); n++ {
			f := a[n][k] / a[k][k]
			for c := k; c < len(a); c++ {
				a[n][c] -= f * a[k][c]
			}
			b[n] -= f * b[k]
		}
	}
	for k := len(a) - 1; k >= 0; k-- {
		for c := k + 1; c < len(a); c++ {
			b[k] -= a[k][c] * b[c]
		}
		b[k] /= a[k][k]
	}
	return b
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
