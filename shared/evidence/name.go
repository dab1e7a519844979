package evidence

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/redress/redress/shared/complaint"
)

// Announcement is what a sender says of a file that is about to come.
type Announcement struct {
	Name        string `json:"name" doc:"what the file is called; what could lead a program astray is taken out"`
	ContentType string `json:"contentType" doc:"its media type, one that the policy takes"`
	Size        int64  `json:"size" doc:"in bytes"`
	SHA256      string `json:"sha256" doc:"SHA-256 of the file in 64 hexadecimal digits"`
	Of          string `json:"of,omitempty" enum:",complaint,findings,answer,appeal" doc:"what it belongs to: the complaint when left out, and of customers always"`
	Note        string `json:"note,omitempty"`
}

// command is what it asks of the case.
func (a Announcement) command(id string) complaint.AnnouncingEvidence {
	return complaint.AnnouncingEvidence{
		ID: id, FileName: FileName(a.Name, a.ContentType), ContentType: a.ContentType, Size: a.Size,
		SHA256: strings.ToLower(a.SHA256), Of: a.Of, Note: a.Note,
	}
}

// FileName makes of what a sender calls a file a name under which it can be saved:
// without folders, without characters that nobody sees, that turn the text around
// or that systems take for their own, not hidden, of bounded length, and with an
// ending of its type. Empty when nothing is left of it.
func FileName(name, contentType string) string {
	name = path.Base("/" + strings.ReplaceAll(name, "\\", "/"))
	name = strings.Trim(strings.Join(strings.Fields(strings.Map(tame, name)), " "), ". ")
	if strings.Trim(name, "_") == "" {
		return ""
	}
	ending := strings.ToLower(path.Ext(name))
	endings := endingsOf(contentType)
	stem := name
	switch {
	case len(endings) == 0: // a type that is not taken, which the case refuses
		ending = ""
	case slices.Contains(endings, ending):
		stem = name[:len(name)-len(ending)]
	default:
		ending = endings[0]
	}
	return cut(stem, complaint.LongestFileName-len(ending)) + ending
}

// tame gives a rune that is harmless in a file's name; -1 for none at all.
func tame(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) || r == unicode.ReplacementChar:
		return -1
	case strings.ContainsRune(`<>:"/|?*%;'`+"`", r):
		return '_'
	}
	return r
}

// cut keeps the first runes of a text.
func cut(s string, runes int) string {
	for i := range s {
		if runes == 0 {
			return s[:i]
		}
		runes--
	}
	return s
}
