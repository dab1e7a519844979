package diff

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/policy"
)

// reportItems are the rules of counting, and the schedule by what makes an entry of it.
func reportItems(p *policy.Policy) []item {
	r := p.Reports
	rules := item{"rules", []field{
		{"counting", r.Counting}, {"solvedWithin", strconv.Itoa(r.SolvedWithin)}, {"linkDays", strconv.Itoa(r.LinkDays)},
		{"thresholds.satisfaction", strconv.Itoa(r.Thresholds.Satisfaction)}, {"thresholds.growth", strconv.Itoa(r.Thresholds.Growth)},
		{"thresholds.appeals", strconv.Itoa(r.Thresholds.Appeals)}, {"thinRegions.below", strconv.Itoa(r.Thin.Below)},
	}}
	for _, from := range slices.Sorted(maps.Keys(r.Thin.Into)) {
		rules.add("thinRegions.into."+from, r.Thin.Into[from])
	}
	for _, s := range r.Seasons {
		rules.add("season "+both(s.Name), strings.Trim(fmt.Sprint(s.Months), "[]"))
	}
	list := []item{rules}
	for _, s := range r.Specialties {
		list = append(list, item{"specialty " + s.Code, []field{{"name", both(s.Name)}, {"classes", strings.Join(s.Classes, " ")}}})
	}
	customers := item{name: "customers"}
	for _, unit := range slices.Sorted(maps.Keys(r.Customers)) {
		customers.add(unit, strconv.Itoa(r.Customers[unit]))
	}
	list = append(list, customers)
	for _, year := range slices.Sorted(maps.Keys(r.Targets)) {
		targets := item{name: "targets " + strconv.Itoa(year)}
		for _, unit := range slices.Sorted(maps.Keys(r.Targets[year])) {
			targets.add(unit, strconv.Itoa(r.Targets[year][unit]))
		}
		list = append(list, targets)
	}
	for _, s := range r.Schedule {
		list = append(list, item{"schedule " + strings.TrimSpace(s.Kind+" "+s.Of) + " " + s.Rhythm.String() + " " + s.Language, []field{{"tell", strings.Join(s.Tell, " ")}}})
	}
	return list
}
