package partner

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Account is what a deployment knows of a partner.
type Account struct {
	// URL is where the partner takes posts; "" for one that only sends.
	URL string
	// Keys are those shared with it: one, or two while they are changed.
	Keys []Key
}

// Book holds the accounts by the partners' ids. A nil Book has none.
type Book map[string]Account

// keyPrefix begins a key as it is written down.
const keyPrefix = "whsec_"

// A key has from 24 to 64 bytes, as the specification has it.
const (
	shortestKey = 24
	longestKey  = 64
	mostKeys    = 2
	mostBook    = 1 << 20 // bytes
)

// Read reads a book: a JSON object {"12398": {"url": "https://…", "keys":
// ["whsec_…"]}}. The error names every bad member and repeats no value.
func Read(r io.Reader) (Book, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostBook))
	if err != nil {
		return nil, fmt.Errorf("read the book of partners: %w", err)
	}
	var written map[string]struct {
		URL  string   `json:"url"`
		Keys []string `json:"keys"`
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&written); err != nil || d.More() {
		return nil, errors.New(`the book of partners is no JSON object of {"url", "keys"} by partner`)
	}
	book, problems := Book{}, []string(nil)
	for _, id := range slices.Sorted(maps.Keys(written)) {
		account := Account{URL: written[id].URL}
		if wrong := noAddress(account.URL); wrong != "" {
			problems = append(problems, id+".url "+wrong)
		}
		if n := len(written[id].Keys); n == 0 || n > mostKeys {
			problems = append(problems, fmt.Sprintf("%s.keys are not 1 to %d", id, mostKeys))
		}
		for i, word := range written[id].Keys {
			key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(word, keyPrefix))
			if !strings.HasPrefix(word, keyPrefix) || err != nil || len(key) < shortestKey || len(key) > longestKey {
				problems = append(problems, fmt.Sprintf("%s.keys[%d] is not %s and %d to %d bytes in base64", id, i, keyPrefix, shortestKey, longestKey))
			}
			account.Keys = append(account.Keys, key)
		}
		book[id] = account
	}
	if len(problems) > 0 {
		return nil, errors.New("book of partners: " + strings.Join(problems, "; "))
	}
	return book, nil
}

// noAddress takes https, and http to this very machine.
func noAddress(address string) string {
	u, err := url.Parse(address)
	switch {
	case address == "":
		return ""
	case err != nil || u.Host == "" || u.User != nil:
		return "is no address such as https://partner.example/posts"
	case u.Scheme == "https", u.Scheme == "http" && slices.Contains([]string{"127.0.0.1", "::1", "localhost"}, u.Hostname()):
		return ""
	}
	return "is not https"
}

// memory is how long a book is remembered: so long keys that were changed may go on.
const memory = 5 * time.Minute

// Remembered reads a book again when it is older than five minutes. While that fails
// the former one serves.
func Remembered(now func() time.Time, read func(context.Context) (Book, error)) func(context.Context) (Book, error) {
	var mu sync.Mutex // guards the rest
	var book Book
	var at time.Time
	return func(ctx context.Context) (Book, error) {
		mu.Lock()
		defer mu.Unlock()
		if book != nil && now().Sub(at) < memory {
			return book, nil
		}
		again, err := read(ctx)
		switch {
		case err == nil:
			book, at = again, now()
		case book == nil:
			return nil, err
		}
		return book, nil
	}
}
