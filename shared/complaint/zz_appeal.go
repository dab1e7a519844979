package complaint

type Appeal struct {
	FiledAt   Instant `json:"filedAt"`
	DecidedAt Instant `json:"decidedAt,omitzero"`
	Upheld    bool    `json:"upheld,omitempty"`
}
