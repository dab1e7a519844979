package policy

// Evidence says which files may be added to a case: photos, recordings, scanned
// papers. The zero Evidence takes none.
type Evidence struct {
	// Types are media types, of [FileTypes].
	Types []string
	// Size is how large one file may be, in bytes.
	Size int64
	// PerCase is how many the customer may add to a case, and how many the company.
	PerCase int
}

// Known tells whether the pack takes files at all.
func (e Evidence) Known() bool { return len(e.Types) > 0 }

// FileTypes are the media types that a pack may take: those whose files the
// program can tell from others by how they begin.
var FileTypes = []string{
	"image/jpeg", "image/png", "image/webp", "image/heic", "image/tiff",
	"audio/mpeg", "audio/mp4", "audio/amr", "audio/wav", "video/mp4", "application/pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
