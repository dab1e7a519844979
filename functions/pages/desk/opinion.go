package desk

// agree puts the customer's opinion of a call where the policy asks for it a second
// time: the form asks once.
func (h *Handler) agree(f form, body map[string]any) {
	id := h.Policy.Callback.Satisfaction
	satisfied, said := body["satisfied"].(bool)
	if f.Command == "callback" && id != "" && said && body["reached"] == true {
		put(body, "answers."+id, satisfied)
	}
}
