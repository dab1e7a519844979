package customer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// sending is what the form says that sends a file; its script asks here where to.
type sending struct {
	Types  []string
	Most   int64 // bytes
	Offers bool
	// Carried is the most that is passed on here, where there is no script.
	Carried int64
	Form    slip
	Open    bool
}

// CarriedLimit is the most that is passed on here at once, in bytes. API Gateway hands
// a function 6 MB, in which the bytes of a form are a third longer.
const CarriedLimit = 4 << 20

// sendingOf bounds what can be sent.
func sendingOf(e policy.Evidence, can bool) sending {
	return sending{Types: e.Types, Most: e.Size, Offers: can && e.Known(), Carried: min(CarriedLimit, e.Size), Form: blankSlip("")}
}

// sendFile takes a file from a browser without a script, and tells a script where to send
// its own.
func (h *Handler) sendFile(w http.ResponseWriter, r *http.Request, t ticket) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		h.takeFile(w, r, t)
		return
	}
	size, _ := strconv.ParseInt(r.PostFormValue("size"), 10, 64) // 0 is refused by the API, in its words
	file := site.Announcement(r.PostFormValue("name"), r.PostFormValue("type"), r.PostFormValue("sha256"), size)
	to, err := h.announce(r, t, file, "")
	h.Tell(w, r, to, err)
}

// announce asks where a file of a complaint is to be sent.
func (h *Handler) announce(r *http.Request, t ticket, file evidence.Announcement, key string) (to evidence.Announced, err error) {
	err = h.Ask(r.Context(), track(site.VisitorOf(r), site.Post(site.VisitorOf(r), "/v1/complaints/"+t.Reference+"/evidence", file, key), t), &to)
	return to, err
}

// received tells the API that a file has been sent.
func (h *Handler) received(r *http.Request, t ticket, id string) error {
	var p intake.Progress
	path := "/v1/complaints/" + t.Reference + "/evidence/" + url.PathEscape(id) + "/received"
	return h.Ask(r.Context(), track(site.VisitorOf(r), site.Post(site.VisitorOf(r), path, nil, ""), t), &p)
}

// arrived passes on that a script has sent a file.
func (h *Handler) arrived(w http.ResponseWriter, r *http.Request, t ticket) {
	h.Tell(w, r, struct{}{}, h.received(r, t, r.PathValue("id")))
}

// takeFile passes on the file of a form, and shows the complaint again.
func (h *Handler) takeFile(w http.ResponseWriter, r *http.Request, t ticket) {
	err := h.passOn(r, t)
	if err == nil {
		http.Redirect(w, r, "/complaints/"+t.Reference+"?done=files", http.StatusSeeOther)
		return
	}
	status, says := site.Refusal(err, site.Language(r))
	f := blankSlip("")
	f.Wrongs = []fieldError{{"file", says}}
	p, err := h.follow(r, t)
	if err != nil {
		h.lost(w, r, t, err)
		return
	}
	h.following(w, r, status, p, "", &wishSlip{wish: wish{Command: "evidence"}, Form: f, Open: true})
}

// What is wrong with a file before the API hears of it.
var (
	errNoFile  = fault.New(fault.Invalid, fault.Say("Please choose a file first.", "请先选择文件。"))
	errTooLong = fault.New(fault.Invalid, fault.Say("This is too large to be sent without JavaScript: up to 4 MB.", "文件过大，未启用JavaScript时合计不超过4 MB。"))
)

// passOn does with the files of a form what a script does: each is announced, put where
// the answer says, and confirmed. The form's key makes each one file however often it is sent.
func (h *Handler) passOn(r *http.Request, t ticket) error {
	err := r.ParseMultipartForm(CarriedLimit)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return errTooLong
	}
	if err != nil {
		return errUnreadable
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }() // of its temporary files
	chosen := slices.DeleteFunc(r.MultipartForm.File["file"], func(f *multipart.FileHeader) bool { return f.Filename == "" })
	if len(chosen) == 0 {
		return errNoFile
	}
	for _, file := range chosen {
		if err := h.passOne(r, t, file); err != nil {
			return err
		}
	}
	return nil
}

func (h *Handler) passOne(r *http.Request, t ticket, file *multipart.FileHeader) error {
	part, err := file.Open()
	if err != nil {
		return fmt.Errorf("open the file of a form: %w", err)
	}
	defer part.Close()
	data, err := io.ReadAll(part)
	if err != nil {
		return fmt.Errorf("read the file of a form: %w", err)
	}
	digest := sha256.Sum256(data)
	sum := hex.EncodeToString(digest[:])
	to, err := h.announce(r, t, site.Announcement(file.Filename, file.Header.Get("Content-Type"), sum, file.Size), r.PostFormValue("key")+"-"+sum[:16])
	if err != nil {
		return err
	}
	if err := h.put(r.Context(), to.Upload, data); err != nil {
		return err
	}
	return h.received(r, t, to.ID)
}

// put sends a file to its depot.
func (h *Handler) put(ctx context.Context, to evidence.Upload, data []byte) error {
	r, err := http.NewRequestWithContext(ctx, to.Method, to.URL, bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("send a file: %w", err)
	}
	for name, value := range to.Headers {
		r.Header.Set(name, value)
	}
	got := site.NewAnswer()
	if h.files != nil {
		h.files.ServeHTTP(got, r)
	} else {
		sent, err := http.DefaultClient.Do(r)
		if err != nil {
			return fmt.Errorf("send a file: %w", err)
		}
		got.Status = sent.StatusCode
		_ = sent.Body.Close() // its status says all
	}
	if got.Status >= 300 {
		return fmt.Errorf("send a file: the depot answers %d", got.Status)
	}
	return nil
}
