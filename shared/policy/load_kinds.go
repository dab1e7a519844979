package policy

import "github.com/redress/redress/shared/clock"

// readKinds reads kinds.yaml: the sorts of matter, and what makes a complaint of others.
func (l *loader) readKinds(n node) {
	if !n.given() {
		return
	}
	f := n.fields("kinds", "scenes")
	seen := make(once)
	for _, item := range f["kinds"].items() {
		l.policy.Kinds = append(l.policy.Kinds, l.readKind(item, seen))
	}
	for _, code := range kindCodes {
		if _, ok := seen[code]; !ok {
			f["kinds"].fail("kind %q is missing", code)
		}
	}
	named := make(once)
	for _, item := range f["scenes"].items() {
		l.policy.Scenes = append(l.policy.Scenes, l.readScene(item, named))
	}
}

func (l *loader) readKind(n node, seen once) Kind {
	f := n.fields("code", "zh", "en", "limits", "valid", "source", "basis", "refer", "phrases")
	k := Kind{
		Code:   f["code"].oneOf("kind", kindCodes),
		Name:   nameOf(f),
		Limits: l.readLimits(f["limits"]),
		Source: f["source"].text(),
		Valid:  readValidity(f["valid"]),
		Refer:  f["refer"].text(),
	}
	if f["basis"].given() {
		k.Basis = f["basis"].translated("basis")
	}
	k.Phrases = append(k.Phrases, l.phrasesOf[k.Code]...)
	k.Phrases = append(k.Phrases, l.phrases(f["phrases"])...)
	seen.check(f["code"], "kind", k.Code)
	if f["limits"].given() != (k.Source != "") {
		n.fail("kind %q: limits of its own and their source go together", k.Code)
	}
	return k
}

// readScene reads what makes a complaint of matters of other kinds.
func (l *loader) readScene(n node, seen once) Scene {
	f := n.fields("name", "zh", "en", "from", "classes", "signals", "phrases")
	s := Scene{
		Name: identifier(f["name"], "name"), Title: nameOf(f), From: f["from"].choices("kind", kindCodes),
		Classes: f["classes"].texts(), Signals: f["signals"].texts(), Phrases: l.phrases(f["phrases"]),
	}
	seen.check(f["name"], "scene", s.Name)
	if len(s.From) == 0 {
		n.fail("scene %q is of no kind: from is missing", s.Name)
	}
	if len(s.Classes)+len(s.Signals)+len(s.Phrases) == 0 {
		n.fail("scene %q has nothing to be known by: classes, signals or phrases", s.Name)
	}
	for _, item := range f["classes"].items() {
		l.checkClass(item)
	}
	for _, item := range f["signals"].items() {
		if _, ok := l.policy.signal(item.text()); !ok {
			item.fail("unknown signal %q", item.text())
		}
	}
	return s
}

// readLimits reads a kind's own limits; nil when it has none of its own.
func (l *loader) readLimits(n node) map[string]clock.Target {
	if !n.given() {
		return nil
	}
	limits := make(map[string]clock.Target)
	for _, e := range n.entries() {
		l.checkClock(e.value, e.key)
		limits[e.key] = e.value.target(e.key)
		c, _ := l.policy.Clock(e.key)
		if c.Unset != "" {
			checkSpeech(e.value, c)
		}
		for _, w := range c.Warnings {
			if w.Point != (clock.Point{}) {
				checkPoint(e.value, w.Point, limits[e.key])
			}
		}
	}
	for _, name := range mustRun {
		if _, ok := limits[name]; !ok {
			n.fail("the limits have no %q: a matter without it could be forgotten", name)
		}
	}
	for _, c := range l.policy.Clocks {
		_, follows := limits[c.Name]
		if _, ok := limits[c.After]; follows && c.After != "" && !ok {
			n.fail("the limits have %q but not %q, at whose end it starts", c.Name, c.After)
		}
	}
	return limits
}
