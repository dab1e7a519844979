// Package partner is the line to partners' systems: repair dispatch, the
// regulator's hotline 12398, the government's hotline 12345. What goes either way
// is a signed message in JSON over HTTPS.
//
// Vocabulary. A partner is a system of another house, known by an id of the
// policy. An account is what the deployment knows of one: where it listens, and
// the keys shared with it. The book holds all accounts; it is a secret and never
// part of a policy. A post is one signed message. Its id names the deed: a post that comes
// again under its id changes nothing.
//
// Signing is that of the Standard Webhooks specification 1.0.0
// (https://www.standardwebhooks.com): HMAC-SHA-256 over id, timestamp and body, so
// that a partner may use any library of it. infra/interfaces.md says what partners
// must know.
//
// The package knows no case and no HTTP framework, and no error of it repeats a
// key, an address or a body.
package partner
