package desk

import "crypto/rand"

// RandomCode draws a tracking code: 12 characters of 32, 60 bits.
func RandomCode() string { return rand.Text()[:12] }
