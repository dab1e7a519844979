package site

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed static/*
var assets embed.FS

// Static serves the style sheets, the script and the icon. Under the address of the day,
// which changes with what is in them, browsers keep them for good; under any other they
// ask again.
func Static() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/static/")
		data, err := assets.ReadFile("static/" + name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if r.URL.RequestURI() == asset(name) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		give(w, r, http.StatusOK, data)
	})
}

// asset is the address of a file of ours, which changes with what is in it.
func asset(name string) string {
	data, err := assets.ReadFile("static/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	sum := sha256.Sum256(data)
	return "/static/" + name + "?" + hex.EncodeToString(sum[:6])
}

// The addresses of what pages load.
var (
	script         = asset("redress.js")
	icon           = asset("icon.svg")
	deskStyles     = []string{asset("redress.css"), asset("desk.css")}
	boardStyles    = []string{asset("redress.css"), asset("board.css")}
	customerStyles = []string{asset("redress.css"), asset("customer.css")}
)
