// Package clock answers when a limit ends, what was counted on the way, and when to warn of it.
//
// # Vocabulary
//
// A [Calendar] is one office's time: its zone, its week of opening hours, the days it is closed,
// the days it works instead (调休), and how far its holidays are published. A [Target] is a limit
// ("24h", "8h working", "5wd", "10d", "56d flat", "same day"); a [Due] is the instant at which it
// runs out. A [Point] is a place before the due instant at which somebody is told ("75%", "2wd
// before@09:00"). A ledger is a due instant explained: [Stretch] after stretch, counted or skipped,
// each with its reason. A [Pause] is a stretch of time that does not count; an [Offset] is a
// distance forward, as that of a rung of a ladder from a breach. A [Shift] recurs on
// some [Days], as a duty rota has it; each time is an [Opening].
//
// Calendars lie over each other in layers: the national one, a region's, a company's, a one-off.
// [Calendar.Version] and [Calendar.ZoneVersion] name what a due instant was computed by, and
// [Calendar.Facts] hands it to package check, which computes it a second time.
//
// A stretch of opening hours belongs to the day on which it opens, also when it runs over
// midnight. A working day is a local date that has opening hours, whatever their length. The day
// of an instant that ends a day ("24:00") is the day that ends there.
//
// # Rules
//
//   - Whole seconds. A fraction of a second in an instant given is dropped.
//   - Stretches are half-open. A target that runs out exactly at closing is due at closing, not at
//     the next opening.
//   - Hours and minutes run on the wall clock, nights and holidays included (民法典 201 §2). Days do
//     not count the day of receipt (201 §1), end at the calendar's day end (203 §2), and calendar
//     days roll forward to a working day (203 §1). Other laws know no rolling: flat days end where
//     they fall, and so does the same day, which is the day of receipt itself.
//   - Where a zone skips an hour, an opening inside the gap is the gap's end; where it repeats one,
//     an opening is the first of the two instants and a closing the last.
//   - What the uppermost layer says of a date holds, whatever the sort of saying; the ledger and
//     [Calendar.Overrides] say who won.
//   - Opening hours that overlap, as a night shift and an early morning may, count once.
//   - A result that leans on a year without a published calendar is provisional, never a silent
//     guess: the plain week is assumed there.
//
// # What it does not do
//
// It knows no case, policy or notice, reads no wall clock, and stores nothing. Whether a missed
// limit matters is for others to say. Instants come in from any zone and go out in UTC; whoever
// shows one formats it in [Calendar.Zone]. The tz database is the program's: one that must run
// without system files imports time/tzdata.
package clock
