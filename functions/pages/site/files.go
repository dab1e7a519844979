package site

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// Announcement is what is said of a file before it is sent. Its type is told from the
// name, as browsers do not know all that people send.
func Announcement(name, kind, sum string, size int64) evidence.Announcement {
	return evidence.Announcement{Name: name, ContentType: cmp.Or(evidence.TypeOf(name), kind), Size: size, SHA256: sum}
}

// Refusal says in a sentence why a file was not taken, and with which status.
func Refusal(err error, language string) (status int, says string) {
	status, says = http.StatusInternalServerError, words.Say(language, "The file could not be sent.", "文件未能发送。")
	if fault.Is(err, fault.Invalid) {
		p := web.FaultProblem(err, language)
		return p.Status, p.Detail
	}
	p, ok := errors.AsType[*web.Problem](err)
	if !ok {
		return status, says
	}
	status, says = p.Status, p.Detail
	for _, bad := range p.Errors {
		says = bad.Message
		if bad.Field == "contentType" { // whose message lists what only programs read
			says = words.Say(language, "We can't accept this type of file. Please send a photo, a recording, a video, a PDF or an Office document.", "不支持该类文件，请提交照片、录音、录像、PDF或Office文档。")
		}
	}
	return status, says
}

// Tell answers a script: with a value, or in a sentence why there is none.
func (s *Site) Tell(w http.ResponseWriter, r *http.Request, value any, err error) {
	status := http.StatusOK
	if err != nil {
		var said struct {
			Says string `json:"says"`
		}
		status, said.Says = Refusal(err, Language(r))
		value = said
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the visitor has gone: nobody to tell
}
