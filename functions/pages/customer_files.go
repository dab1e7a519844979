package pages

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// sending is what the form says that sends a file; its script asks here where to.
type sending struct {
	Types  []string
	Most   int64 // bytes
	Offers bool
}

// sendingOf bounds what can be sent.
func sendingOf(e policy.Evidence, can bool) sending {
	return sending{e.Types, e.Size, can && e.Known()}
}

// announce tells the script where a file is to be sent.
func (h *Handler) announce(w http.ResponseWriter, r *http.Request, t ticket) {
	size, _ := strconv.ParseInt(r.PostFormValue("size"), 10, 64) // 0 is refused by the API, in its words
	file := evidence.Announcement{Name: r.PostFormValue("name"), ContentType: r.PostFormValue("type"), Size: size, SHA256: r.PostFormValue("sha256")}
	var to evidence.Announced
	err := h.ask(r.Context(), track(of(r), post(of(r), "/v1/complaints/"+t.Reference+"/evidence", file, ""), t), &to)
	h.tell(w, r, to, err)
}

// arrived passes on that a file has been sent.
func (h *Handler) arrived(w http.ResponseWriter, r *http.Request, t ticket) {
	var p intake.Progress
	path := "/v1/complaints/" + t.Reference + "/evidence/" + r.PathValue("id") + "/received"
	h.tell(w, r, struct{}{}, h.ask(r.Context(), track(of(r), post(of(r), path, nil, ""), t), &p))
}

// tell answers a script: with a value, or in a sentence why there is none.
func (h *Handler) tell(w http.ResponseWriter, r *http.Request, value any, err error) {
	status := http.StatusOK
	if err != nil {
		said := struct {
			Says string `json:"says"`
		}{say(of(r).language, "The file could not be sent.", "文件未能发送。")}
		status = http.StatusInternalServerError
		if p, ok := errors.AsType[*web.Problem](err); ok {
			status, said.Says = p.Status, p.Detail
			for _, bad := range p.Errors {
				said.Says = bad.Message
				if bad.Field == "contentType" { // whose message lists what only programs read
					said.Says = say(of(r).language, "Files of this kind are not taken. Please send a photo, a recording, a film, a PDF or an Office document.", "不支持该类文件，请提交照片、录音、录像、PDF或Office文档。")
				}
			}
		}
		value = said
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the visitor has gone: nobody to tell
}
