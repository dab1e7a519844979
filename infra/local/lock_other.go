//go:build !unix

package main

import "os"

// lock does nothing where files cannot be locked in this way.
func lock(string) (*os.File, error) { return nil, nil }
