// Package words says in Chinese and English what pages speak of: levels and units, time
// limits and how long is left, amounts, sizes and codes. A text has both languages where
// it stands; what is said here is said in the one that is asked for, zh or en.
//
//	words.go     the functions of all templates, and names
//	limit.go     time limits, and what has run of them; used.go: in what they count
//	sentence.go  whole sentences of the API's words on values
//	amount.go    money, bytes and codes
//
// The names of coded values that the domain itself speaks of are in [complaint].
package words
