package pages

import (
	"net/http"
	"net/url"

	"github.com/redress/redress/functions/casework"
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
	v := of(r)
	var b casework.Board
	if err := h.ask(r.Context(), get(v, "/v1/board", url.Values{"unit": {r.URL.Query().Get("unit")}}), &b); err != nil {
		h.fail(w, r, err)
		return
	}
	title := say(v.language, "Wallboard", "看板")
	h.show(w, r, http.StatusOK, page{Name: "wall", Title: title, Body: wallPage{b, wallTiles(b, v.language)}, Wide: true, Fresh: true, Board: true, Here: "wall"})
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
		{say(language, "Open", "在办"), b.Total.Open, "", queue("")},
		{say(language, "Due today", "今日到期"), b.Total.DueToday, "", ""},
		{say(language, "Warned", "预警"), b.Total.Warned, wallMark("warned", b.Total.Warned), queue("warned")},
		{say(language, "Overdue now", "超时未办"), b.Total.Overdue, wallMark("missed", b.Total.Overdue), ""},
		{say(language, "Missed a limit", "有超时记录"), b.Total.Missed, wallMark("missed", b.Total.Missed), queue("missed")},
	}
}

// wallMark is the meaning of a figure: none counts nothing.
func wallMark(meaning string, n int) string {
	if n == 0 {
		return ""
	}
	return meaning
}
