// Package fiction makes up the complaints of a company over a period, for tests and
// measurements: as many as wanted, each a case that is opened and changed by
// the domain's own commands, with all its events. It makes what happens in a
// year: deeds in time and late, answers refused, rework, customers who are not
// reached, who withdraw, urge, rate, come again or have the case reopened,
// suspensions, cases that stay open.
//
// Vocabulary. An arrival is a complaint to come, as far as it is known before any
// case is lived: when it is received and recorded, and which earlier one it
// brings again. A life is a case from its opening to its closing, or to the
// instant at which the book ends.
//
// The same [Spec] gives the same cases. How often things happen is made up, and
// says nothing about any real company. Nothing that is deployed imports the package.
package fiction
