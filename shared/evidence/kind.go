package evidence

import (
	"bytes"
	"net/http"
	"path"
	"slices"
	"strings"
)

// kind is a type of files that can be told from others.
type kind struct {
	contentType string
	endings     []string // of names, the usual one first
	// begins tells whether a file of the type may begin so.
	begins func(head []byte) bool
}

// kinds are those of policy.FileTypes.
var kinds = []kind{
	{"image/jpeg", []string{".jpg", ".jpeg"}, detected("image/jpeg")},
	{"image/png", []string{".png"}, detected("image/png")},
	{"image/webp", []string{".webp"}, detected("image/webp")},
	{"image/heic", []string{".heic", ".heif"}, branded("heic", "heix", "heim", "heis", "hevc", "mif1", "msf1")},
	{"image/tiff", []string{".tif", ".tiff"}, prefixed("II*\x00", "MM\x00*")},
	{"audio/mpeg", []string{".mp3"}, mpegAudio},
	{"audio/mp4", []string{".m4a"}, branded("M4A ", "M4B ", "mp41", "mp42", "isom", "iso2", "iso5", "iso6", "dash", "3gp4", "3gp5", "3gp6")},
	{"audio/amr", []string{".amr"}, prefixed("#!AMR\n", "#!AMR-WB\n")},
	{"audio/wav", []string{".wav"}, detected("audio/wave")},
	{"video/mp4", []string{".mp4"}, branded("mp41", "mp42", "isom", "iso2", "iso4", "iso5", "iso6", "avc1", "dash", "M4V ", "3gp4", "3gp5", "3gp6")},
	{"application/pdf", []string{".pdf"}, detected("application/pdf")},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}, office},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}, office},
}

func kindOf(contentType string) (kind, bool) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.contentType == contentType })
	if i < 0 {
		return kind{}, false
	}
	return kinds[i], true
}

func endingsOf(contentType string) []string {
	k, _ := kindOf(contentType)
	return k.endings
}

// TypeOf is the media type of a file by the ending of its name; "" where it is not known.
func TypeOf(name string) string {
	ending := strings.ToLower(path.Ext(name))
	for _, k := range kinds {
		if slices.Contains(k.endings, ending) {
			return k.contentType
		}
	}
	return ""
}

// Begins tells whether a file of a type may begin so. It keeps what is plainly
// something else from passing for it, a page for a photo; what a file really holds
// is for the scanner.
func Begins(contentType string, head []byte) bool {
	k, ok := kindOf(contentType)
	return ok && k.begins(head)
}

// detected knows a type by the rules of browsers.
func detected(contentType string) func([]byte) bool {
	return func(head []byte) bool { return http.DetectContentType(head) == contentType }
}

func prefixed(beginnings ...string) func([]byte) bool {
	return func(head []byte) bool {
		return slices.ContainsFunc(beginnings, func(b string) bool { return bytes.HasPrefix(head, []byte(b)) })
	}
}

// branded knows a file of the ISO base media family by its main brand (ISO/IEC
// 14496-12): its first box is of the type ftyp.
func branded(brands ...string) func([]byte) bool {
	return func(head []byte) bool {
		return len(head) >= 12 && string(head[4:8]) == "ftyp" && slices.Contains(brands, string(head[8:12]))
	}
}

// mpegAudio knows an MP3 by its tag, or by the head of its first frame (ISO/IEC
// 11172-3): eleven bits of synchronisation, a version, layer III, a bit rate and a
// sampling rate that are not reserved.
func mpegAudio(head []byte) bool {
	if bytes.HasPrefix(head, []byte("ID3")) {
		return true
	}
	return len(head) >= 4 && head[0] == 0xFF && head[1]&0xE0 == 0xE0 &&
		head[1]&0x18 != 0x08 && head[1]&0x06 == 0x02 && head[2]&0xF0 != 0xF0 && head[2]&0x0C != 0x0C
}

// office knows a document of Office Open XML (ISO/IEC 29500-2): a ZIP file whose
// first entry is a part that only these have. One with macros is of another type,
// and is not told apart here.
func office(head []byte) bool {
	const name = 30 // where that of the first entry begins
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) || len(head) < name {
		return false
	}
	return slices.ContainsFunc([]string{"[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/"}, func(part string) bool {
		return bytes.HasPrefix(head[name:], []byte(part))
	})
}
