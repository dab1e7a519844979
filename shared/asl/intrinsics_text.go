package asl

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
	"unicode/utf8"
)

// format replaces each {} by the next argument. A brace with a backslash is a
// brace, in a literal template as in one that comes from the data.
func format(args []any, _ scope) (any, error) {
	template, err := stringArg(args, 0)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	used := 1
	for i := 0; i < len(template); i++ {
		switch c := template[i]; {
		case c == '\\':
			if i++; i == len(template) || strings.IndexByte(`'{}\`, template[i]) < 0 {
				return nil, errors.New("a backslash escapes nothing")
			}
			b.WriteByte(template[i])
		case strings.HasPrefix(template[i:], "{}"):
			if used == len(args) {
				return nil, errors.New("there are more {} than arguments")
			}
			text, err := inWords(args[used])
			if err != nil {
				return nil, err
			}
			b.WriteString(text)
			used++
			i++
		case c == '{' || c == '}':
			return nil, errors.New("a single brace must be escaped")
		default:
			b.WriteByte(c)
		}
	}
	if used < len(args) {
		return nil, errors.New("there are more arguments than {}")
	}
	return b.String(), nil
}

// inWords is the natural text of a scalar.
func inWords(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case []any, *object:
		return "", fmt.Errorf("an array or object cannot be formatted: %s", excerpt(v))
	}
	return string(encode(v)), nil
}

func stringToJSON(args []any, _ scope) (any, error) {
	s, err := stringArg(args, 0)
	if err != nil {
		return nil, err
	}
	return decode([]byte(s))
}

func jsonToString(args []any, _ scope) (any, error) {
	return string(encode(args[0])), nil
}

// stringSplit cuts at every character of the second argument and drops what is
// empty between two of them.
func stringSplit(args []any, _ scope) (any, error) {
	s, errS := stringArg(args, 0)
	cuts, errC := stringArg(args, 1)
	if err := errors.Join(errS, errC); err != nil {
		return nil, err
	}
	parts := []any{}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(cuts, r) }) {
		parts = append(parts, part)
	}
	return parts, nil
}

func base64Encode(args []any, _ scope) (any, error) {
	s, err := textArg(args, 0)
	return base64.StdEncoding.EncodeToString([]byte(s)), err
}

func base64Decode(args []any, _ scope) (any, error) {
	s, err := textArg(args, 0)
	if err != nil {
		return nil, err
	}
	decoded, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(decoded) {
		return nil, errors.New("the decoded bytes are not text")
	}
	return string(decoded), nil
}

// hashOf is the hexadecimal digest of a string, or of the JSON of anything else.
func hashOf(args []any, _ scope) (any, error) {
	if _, ok := args[0].(string); !ok {
		args = []any{string(encode(args[0])), args[1]}
	}
	data, err := textArg(args, 0)
	if err != nil {
		return nil, err
	}
	algorithms := map[string]func() hash.Hash{
		"MD5": md5.New, "SHA-1": sha1.New, "SHA-256": sha256.New, "SHA-384": sha512.New384, "SHA-512": sha512.New,
	}
	name, _ := args[1].(string)
	algorithm, ok := algorithms[name]
	if !ok {
		return nil, fmt.Errorf("there is no algorithm %s", excerpt(args[1]))
	}
	h := algorithm()
	h.Write([]byte(data))
	return hex.EncodeToString(h.Sum(nil)), nil
}
