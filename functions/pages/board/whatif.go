package board

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/whatif"
)

// whatIfPage is the result of a draft policy tried out on stored cases.
type whatIfPage struct {
	Found *whatif.Report
	// Wrong says why what was given cannot be shown; "" for nothing wrong.
	Wrong string
	Units []whatIfUnit
}

// whatIfUnit is what falls to a unit in a week.
type whatIfUnit struct {
	Unit, Name   string
	Due, Notices whatif.Pair
}

// mostFlips is how many clocks are listed that are missed on one side only.
const mostFlips = 200

// whatIf asks for a result.
func (h *Handler) whatIf(w http.ResponseWriter, r *http.Request) {
	p := h.rulesPage("what-if", site.Language(r))
	p.WhatIf = &whatIfPage{}
	h.showRules(w, r, p)
}

// whatIfRead shows a result that was given as a file or as text. It is kept nowhere.
func (h *Handler) whatIfRead(w http.ResponseWriter, r *http.Request) {
	p := h.rulesPage("what-if", site.Language(r))
	p.WhatIf = &whatIfPage{}
	found, err := readWhatIf(r)
	switch {
	case err != nil:
		p.WhatIf.Wrong = words.Say(site.Language(r), "This file is not a what-if result, or is incomplete.", "该文件不是试算结果，或内容不完整。")
	default:
		p.WhatIf.Found = found
		p.WhatIf.Units = whatIfUnits(found)
		if n := len(found.Flips.List); n > mostFlips {
			found.Flips.List, found.Flips.More = found.Flips.List[:mostFlips], found.Flips.More+n-mostFlips
		}
	}
	h.showRules(w, r, p)
}

var errNoResult = errors.New("no result")

// readWhatIf reads a result from a form.
func readWhatIf(r *http.Request) (*whatif.Report, error) {
	if err := r.ParseMultipartForm(WhatIfLimit); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, err
	}
	text := []byte(r.PostFormValue("text"))
	if file, _, err := r.FormFile("file"); err == nil {
		defer file.Close()
		if data, err := io.ReadAll(file); err != nil {
			return nil, err
		} else if len(data) > 0 {
			text = data
		}
	}
	var found whatif.Report
	if err := json.Unmarshal(text, &found); err != nil {
		return nil, err
	}
	if found.Draft == "" {
		return nil, errNoResult
	}
	return &found, nil
}

// whatIfUnits adds the hours of the week up.
func whatIfUnits(found *whatif.Report) (list []whatIfUnit) {
	for _, l := range found.Load {
		if n := len(list); n == 0 || list[n-1].Unit != l.Unit {
			list = append(list, whatIfUnit{Unit: l.Unit, Name: l.Name})
		}
		u := &list[len(list)-1]
		u.Due.Own, u.Due.Draft = u.Due.Own+l.Due.Own, u.Due.Draft+l.Due.Draft
		u.Notices.Own, u.Notices.Draft = u.Notices.Own+l.Notices.Own, u.Notices.Draft+l.Notices.Draft
	}
	return list
}
