package infra

import (
	"go/types"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	load "golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// reach is what can be called from one program: the project's functions, and
// the methods that are called on interfaces.
//
// It is found by rapid type analysis over the project's own code: a call on an
// interface may be to every type that the program puts into an interface. What
// goes into foreign code, which is not looked into, may be called there: function
// values, and the methods of the foreign interface that it is put in.
type reach struct {
	program *ssa.Program
	seen    map[*ssa.Function]bool
	made    map[types.Type]bool // concrete types that are put into an interface
	called  map[*types.Func]bool
	work    []*ssa.Function
}

// project is the project's code, loaded once.
var project = sync.OnceValues(func() (*ssa.Program, error) {
	cfg := &load.Config{Mode: load.LoadSyntax, Dir: ".."}
	initial, err := load.Load(cfg, "./functions/...", "./shared/...")
	if err != nil {
		return nil, err
	}
	for _, p := range initial {
		for _, e := range p.Errors {
			return nil, e
		}
	}
	program, _ := ssautil.Packages(initial, ssa.InstantiateGenerics)
	program.Build()
	return program, nil
})

// reachOf walks a Lambda function's program from its main.
func reachOf(t *testing.T, function string) *reach {
	t.Helper()
	program, err := project()
	if err != nil {
		t.Fatal(err)
	}
	r := &reach{program: program, seen: map[*ssa.Function]bool{}, made: map[types.Type]bool{}, called: map[*types.Func]bool{}}
	for _, p := range program.AllPackages() {
		if p.Pkg.Path() == module+"functions/"+function+"/lambda" {
			r.add(p.Func("init"))
			r.add(p.Func("main"))
		}
	}
	if len(r.work) == 0 {
		t.Fatalf("no program of function %s", function)
	}
	for len(r.work) > 0 {
		f := r.work[len(r.work)-1]
		r.work = r.work[:len(r.work)-1]
		r.walk(f)
	}
	return r
}

func (r *reach) add(f *ssa.Function) {
	if f != nil && !r.seen[f] {
		r.seen[f] = true
		r.work = append(r.work, f)
	}
}

// walk looks at what a function calls, holds and makes.
func (r *reach) walk(f *ssa.Function) {
	for _, b := range f.Blocks {
		for _, i := range b.Instrs {
			if call, ok := i.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
				r.invoke(call.Common().Method)
			}
			if m, ok := i.(*ssa.MakeInterface); ok {
				r.make(m.X.Type(), m.Type())
			}
			for _, o := range i.Operands(nil) {
				if held, ok := (*o).(*ssa.Function); ok {
					r.add(held)
				}
			}
		}
	}
}

// invoke reaches a method of an interface in all types that are made.
func (r *reach) invoke(m *types.Func) {
	if r.called[m] {
		return
	}
	r.called[m] = true
	for t := range r.made {
		r.resolve(t, m)
	}
}

// make notes that a type is put into an interface.
func (r *reach) make(t, as types.Type) {
	if !strings.HasPrefix(path(as), module) { // foreign code may call all that it asks for
		if i, ok := as.Underlying().(*types.Interface); ok {
			for n := range i.NumMethods() {
				r.resolve(t, i.Method(n))
			}
		}
	}
	if r.made[t] {
		return
	}
	r.made[t] = true
	for m := range r.called {
		r.resolve(t, m)
	}
}

// resolve reaches a type's method of that name, where the type has the interface.
func (r *reach) resolve(t types.Type, m *types.Func) {
	owner, ok := m.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok || !types.Implements(t, owner) {
		return
	}
	if s := r.program.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name()); s != nil {
		r.add(r.program.MethodValue(s))
	}
}

func path(t types.Type) string {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		return n.Obj().Pkg().Path()
	}
	return ""
}

// reaches tells whether a function of the project is called, by its name as in
// "(*shared/desk.Desk).Submit"; a generic one without its types.
func (r *reach) reaches(name string) bool {
	for f := range r.seen {
		if plain, _, _ := strings.Cut(strings.ReplaceAll(f.String(), module, ""), "["); plain == name {
			return true
		}
	}
	return false
}

// methods are the names of a type's methods that are called, such as those of
// "*shared/store/dynamo.Store".
func (r *reach) methods(of string) (names []string) {
	for f := range r.seen {
		if name, ok := strings.CutPrefix(strings.ReplaceAll(f.String(), module, ""), "("+of+")."); ok && !strings.Contains(name, "$") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// literal is a place in the code that makes a value of a struct: the fields that
// it always has, and those that it may be given. A copy has more than is seen here.
type literal struct {
	always, maybe map[string]bool
	copied        bool
}

// literals are the places that make a value of a struct, as
// "shared/complaint.Query", outside the package that names excepts.
func (r *reach) literals(of, except string) (all []literal) {
	for f := range r.seen {
		if f.Pkg != nil && f.Pkg.Pkg.Path() == module+except {
			continue
		}
		for _, b := range f.Blocks {
			for _, i := range b.Instrs {
				if a, ok := i.(*ssa.Alloc); ok && strings.TrimPrefix(a.Type().(*types.Pointer).Elem().String(), module) == of {
					all = append(all, literalOf(a))
				}
			}
		}
	}
	return all
}

func literalOf(a *ssa.Alloc) literal {
	l := literal{always: map[string]bool{}, maybe: map[string]bool{}}
	for _, user := range *a.Referrers() {
		if store, ok := user.(*ssa.Store); ok && store.Addr == a {
			l = l.of(store.Val)
		}
		field, ok := user.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		name := a.Type().(*types.Pointer).Elem().Underlying().(*types.Struct).Field(field.Field).Name()
		for _, use := range *field.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == field {
				l.maybe[name] = true
				l.always[name] = l.always[name] || store.Block() == a.Block()
			}
		}
	}
	return l
}

// of makes a copy of what another value has, where that is a literal in the same function.
func (l literal) of(v ssa.Value) literal {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		l.copied = true
		return l
	}
	from, ok := load.X.(*ssa.Alloc)
	if !ok {
		l.copied = true
		return l
	}
	whole := literalOf(from)
	maps.Copy(l.always, whole.always)
	maps.Copy(l.maybe, whole.maybe)
	l.copied = l.copied || whole.copied
	return l
}
