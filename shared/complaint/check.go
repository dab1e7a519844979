package complaint

// checkClock is the limit of the level above for its look at what a unit has done: at
// something that was set right (验收), or at a determination that a complaint is
// abnormal (审批). Its rounds count such looks over the case, from 1.
const checkClock = "check"

// awaitCheck lets the limit of another look run, and gives its round; 0 where the
// policy has no such limit.
func (a *act) awaitCheck() (round int, err error) {
	target, ok := a.ordered(checkClock, "")
	if !ok {
		return 0, nil
	}
	round = 1
	if last := a.Clock(checkClock); last != nil {
		round = last.Round + 1
	}
	_, err = a.launch(Clock{Name: checkClock, Round: round, Target: target.String(), StartedAt: a.Now, Why: byOrder})
	return round, err
}

// checked ends the limit of a look that has been taken.
func (a *act) checked(round int) {
	if k := a.clockIn(checkClock, round); k != nil {
		a.endClock(k, a.Now)
	}
	a.settle(checkClock)
}

// uncheck cancels the limit of a look that nobody need take any more.
func (a *act) uncheck(d *Determination) {
	if d == nil {
		return
	}
	if k := a.clockIn(checkClock, d.CheckRound); k != nil && k.Unended() {
		a.cancelClock(k)
	}
	a.settle(checkClock)
}
