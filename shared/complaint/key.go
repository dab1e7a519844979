package complaint

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key hashes an account or phone number, or a place, so that it can be looked
// up but not read. Spaces and dashes do not count. Empty for an empty value.
func Key(value string) string {
	value = strings.NewReplacer(" ", "", "-", "", "\u00a0", "", "\u3000", "").Replace(value)
	if value == "" {
		return ""
	}
	return hashed(value)
}

func hashed(value string) string {
	sum := sha256.Sum256([]byte("redress\x00" + value))
	return hex.EncodeToString(sum[:12])
}

// Keys are what a case is found by beside its reference, each once: its
// customer's account and phone, and once it is judged its place and the outage
// that is known there. A case that follows the head of a batch has neither of
// its own: however large a batch is, one case stands for it there. While such a
// case is open it has the key of its batch instead. An open head has the key of all heads.
func (c *Case) Keys() []string {
	var keys []string
	all := append([]string{c.Customer.AccountKey, c.Customer.PhoneKey}, c.places()...)
	if c.Batch.Leads && c.Status.Open() {
		all = append(all, HeadsKey)
	}
	for _, key := range all {
		if key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// places are the keys under which the case stands for its place and its outage,
// or in its batch; some may be empty.
func (c *Case) places() []string {
	switch {
	case c.Status == Received && !c.Ready: // what it is about is not known yet
		return nil
	case c.Batch.Of != "" && c.Status.Open():
		return []string{BatchKey(c.Batch.Of)}
	case c.Batch.Of != "":
		return nil
	case c.Outage != nil:
		return []string{c.Site.Key(), OutageKey(c.Outage.ID)}
	}
	return []string{c.Site.Key()}
}

// Key is that of the place: of the transformer area where it is known, else of
// the feeder, else of the street. A place without a region has none, as names
// are only told apart within one.
func (s Site) Key() string {
	if s.Region == "" {
		return ""
	}
	for _, part := range []struct{ kind, name string }{
		{"area", plain(s.TransformerArea)}, {"feeder", plain(s.Feeder)}, {"street", s.StreetKey},
	} {
		if part.name != "" {
			return Key(strings.Join([]string{part.kind, s.Region, part.name}, "\x00"))
		}
	}
	return ""
}

// plain makes names comparable: lower case, half width, without spaces and signs.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // full width
			r -= '！' - '!'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// StreetKey is the key of the street or village in an address: neighbours have
// the same one, and the address cannot be read from it. It is empty for an
// address that names no street that can be told from its town.
func StreetKey(address string) string { return Key(street(address)) }

// street is an address up to the house: up to its first number where it is
// Chinese, else what follows the number, up to a comma.
func street(address string) string {
	if strings.ContainsFunc(address, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		name := plain(address)
		if house := strings.IndexFunc(name, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("号號栋棟幢弄", r) }); house >= 0 {
			name = name[:house]
		}
		name = strings.TrimSuffix(name, "第")
		if isStreet(name) {
			return name
		}
		return ""
	}
	name := strings.TrimSpace(address)
	number, rest, _ := strings.Cut(name, " ")
	if number == "" || !unicode.IsDigit(rune(number[0])) {
		return ""
	}
	rest, _, _ = strings.Cut(rest, ",")
	if rest = plain(rest); utf8.RuneCountInString(rest) < shortestStreet {
		return ""
	}
	return rest
}

// shortestStreet is how many letters a street has at least where it is not Chinese.
const shortestStreet = 5

// isStreet tells a street, village or estate from a town, district or
// subdistrict (街道), which are too wide to be one place.
func isStreet(name string) bool {
	last, _ := utf8.DecodeLastRuneInString(name)
	switch {
	case strings.HasSuffix(name, "街道"):
		return false
	case strings.HasSuffix(name, "小区"), strings.HasSuffix(name, "社区"), strings.HasSuffix(name, "胡同"):
		return true
	}
	return strings.ContainsRune("路街巷道村庄屯组苑园坊里寨", last)
}
