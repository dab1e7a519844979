package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
)

// The settings that keep keys: of links to reports, and of what the pages leave
// with browsers. They are secrets: neither logged nor exported.
const (
	reportLinkKey = "report-link-key"
	pagesKey      = "pages-key"
)

// restoreKey reads a key of so many bytes, and draws it for a new store.
func restoreKey(ctx context.Context, m meta, name string, size int) ([]byte, error) {
	stored, err := m.Meta(ctx, name)
	if err != nil {
		return nil, err
	}
	if stored == "" {
		key := make([]byte, size)
		_, _ = rand.Read(key) // never fails
		return key, m.SetMeta(ctx, name, hex.EncodeToString(key))
	}
	key, err := hex.DecodeString(stored)
	if err != nil || len(key) != size {
		return nil, fmt.Errorf("stored %s: it is not %d bytes in hexadecimal", name, size)
	}
	return key, nil
}
