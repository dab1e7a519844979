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
	// Late are the first of the overdue cases, and Rest how many more there are.
	Late []casework.BoardCase
	Rest int
	// All is the queue of what is open here, next due first.
	All string
}

// wallTile is one figure, with the queue of the cases that it counts.
type wallTile struct {
	Label string
	N     int
	Mark  string // its meaning: warned, missed, or "" for none
	Queue string // its address, on this page or another; "" where nothing shows just these
}

// wall shows how much is open, for a screen that hangs on the wall.
func (h *Handler) wall(w http.ResponseWriter, r *http.Request) {
	v := site.VisitorOf(r)
	var b casework.Board
	if err := h.Ask(r.Context(), site.Get(v, "/v1/board", url.Values{"unit": {r.URL.Query().Get("unit")}}), &b); err != nil {
		h.Fail(w, r, err)
		return
	}
	late, err := h.wallLate(r.Context(), v, b)
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	title := words.Say(v.Language, "Wallboard", "看板")
	body := wallPage{Board: b, Tiles: wallTiles(b, v.Language), Late: late, Rest: max(0, b.Total.Overdue-len(late)), All: wallQueue(b.Unit, "")}
	h.Show(w, r, http.StatusOK, site.Page{Name: "wall", Title: title, Body: body, Wide: true, Fresh: true, Board: true, Here: "wall"})
}

// wallTiles are the figures of a board.
func wallTiles(b casework.Board, language string) []wallTile {
	queue := func(state string) string { return wallQueue(b.Unit, state) }
	overdue := ""
	if b.Total.Overdue > 0 {
		overdue = "#overdue"
	}
	return []wallTile{
		{words.Say(language, "Open", "在办"), b.Total.Open, "", queue("")},
		{words.Say(language, "Due today", "今日到期"), b.Total.DueToday, "", ""},
		{words.Say(language, "Warned", "预警"), b.Total.Warned, wallMark("warned", b.Total.Warned), queue("warned")},
		{words.Say(language, "Overdue", "超时未办"), b.Total.Overdue, wallMark("missed", b.Total.Overdue), overdue},
		{words.Say(language, "Deadline missed", "有超时记录"), b.Total.Missed, wallMark("missed", b.Total.Missed), queue("missed")},
	}
}

// wallMark is the meaning of a figure: none counts nothing.
func wallMark(meaning string, n int) string {
	if n == 0 {
		return ""
	}
	return meaning
}
