package board

import (
	"net/http"
	"net/url"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
)

// wallPage is the board on the wall.
type wallPage struct {
	casework.Board
	// Tiles are the figures of the whole board in large type.
	Tiles []wallTile
}

// wallTile is one figure, with the queue of the cases that it counts.
type wallTile struct {
	Label string
	N     int
	Mark  string // its meaning: warned, missed, or "" for none
	Queue string // its address; "" where no queue has just these
}

// wall shows how much is open, for a screen that hangs on the wall.
func (h *Handler) wall(w http.ResponseWriter, r *http.Request) {
	v := site.VisitorOf(r)
	var b casework.Board
	if err := h.Ask(r.Context(), site.Get(v, "/v1/board", url.Values{"unit": {r.URL.Query().Get("unit")}}), &b); err != nil {
		h.Fail(w, r, err)
		return
	}
	title := words.Say(v.Language, "Wallboard", "看板")
	h.Show(w, r, http.StatusOK, site.Page{Name: "wall", Title: title, Body: wallPage{b, wallTiles(b, v.Language)}, Wide: true, Fresh: true, Board: true, Here: "wall"})
}

// wallTiles are the figures of a board.
func wallTiles(b casework.Board, language string) []wallTile {
	queue := func(state string) string {
		query := url.Values{"open": {"true"}}
		if b.Unit != "" {
			query.Set("unit", b.Unit)
		}
		if state != "" {
			query.Set("state", state)
		}
		return (&url.URL{Path: "/desk", RawQuery: query.Encode()}).String()
	}
	return []wallTile{
		{words.Say(language, "Open", "在办"), b.Total.Open, "", queue("")},
		{words.Say(language, "Due today", "今日到期"), b.Total.DueToday, "", ""},
		{words.Say(language, "Warned", "预警"), b.Total.Warned, wallMark("warned", b.Total.Warned), queue("warned")},
		{words.Say(language, "Overdue now", "超时未办"), b.Total.Overdue, wallMark("missed", b.Total.Overdue), ""},
		{words.Say(language, "Missed a limit", "有超时记录"), b.Total.Missed, wallMark("missed", b.Total.Missed), queue("missed")},
	}
}

// wallMark is the meaning of a figure: none counts nothing.
func wallMark(meaning string, n int) string {
	if n == 0 {
		return ""
	}
	return meaning
}
