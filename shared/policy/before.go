package policy

import (
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"encoding/hex"
)

// before holds the built-in packs' files as the parser reads them: every start
// of a function waits for its pack, and most of that was the parser. A file is
// known by its content, so that one which has changed is simply parsed.
//
//go:embed before
var before embed.FS

// beforeFile is where the values of a file with this content lie.
func beforeFile(src []byte) string {
	sum := sha256.Sum256(src)
	return "before/" + hex.EncodeToString(sum[:8])
}

// readBefore gives the values of a file that was read when the program was made.
func readBefore(src []byte) (*value, bool) {
	doc, err := before.ReadFile(beforeFile(src))
	if err != nil {
		return nil, false
	}
	r := saved(doc)
	return r.value(), true
}

// save writes a value: its kind, its line, and then its text or its parts, each
// text and list after its length. It is read by [saved] alone.
func save(b []byte, v *value) []byte {
	b = binary.AppendUvarint(append(b, byte(v.kind)), uint64(v.line))
	switch v.kind {
	case scalarValue:
		b = append(binary.AppendUvarint(b, uint64(len(v.text))), v.text...)
	case mappingValue:
		b = binary.AppendUvarint(b, uint64(len(v.pairs)))
		for _, p := range v.pairs {
			b = save(save(b, p.key), p.value)
		}
	case listValue:
		b = binary.AppendUvarint(b, uint64(len(v.items)))
		for _, i := range v.items {
			b = save(b, i)
		}
	}
	return b
}

// saved is what is left to be read of a saved value.
type saved string

func (s *saved) number() int {
	n, size := binary.Uvarint([]byte((*s)[:min(len(*s), binary.MaxVarintLen32)]))
	*s = (*s)[size:]
	return int(n)
}

func (s *saved) value() *value {
	v := &value{kind: valueKind((*s)[0])}
	*s = (*s)[1:]
	v.line = s.number()
	switch v.kind {
	case scalarValue:
		n := s.number()
		v.text, *s = string((*s)[:n]), (*s)[n:]
	case mappingValue:
		v.pairs = make([]pair, s.number())
		for i := range v.pairs {
			v.pairs[i] = pair{s.value(), s.value()}
		}
	case listValue:
		v.items = make([]*value, s.number())
		for i := range v.items {
			v.items[i] = s.value()
		}
	}
	return v
}
