package policy

// Determination says how the validity of complaints is determined (投诉判定). The
// zero Determination knows no criteria, so that a complaint can be called invalid
// only by a supervisor's own words.
type Determination struct {
	// Criteria are those of an invalid complaint (无效投诉), numbered from 1.
	Criteria []Text
	// Instruction is what is followed in an abnormal complaint (非正常投诉).
	Instruction Text
	// Ways are what else a customer can do who is told that a complaint is not
	// handled, or not established.
	Ways Text
}

// Criterion is the n-th criterion of an invalid complaint; false when there is none.
func (d Determination) Criterion(n int) (Text, bool) {
	if n < 1 || n > len(d.Criteria) {
		return nil, false
	}
	return d.Criteria[n-1], true
}
