package units

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Item is an item, an entry or a key.
type Item = map[string]types.AttributeValue

// Size is the size of an item in bytes: of its attributes' names and values.
func Size(i Item) (bytes int) {
	for name, v := range i {
		bytes += len(name) + sizeOf(v)
	}
	return bytes
}

// What a list or map takes beside its elements, and each element beside itself.
const (
	holder  = 3
	element = 1
)

// sizeOf is the size of a value.
func sizeOf(v types.AttributeValue) (bytes int) {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return len(v.Value)
	case *types.AttributeValueMemberN:
		return numberSize(v.Value)
	case *types.AttributeValueMemberB:
		return len(v.Value)
	case *types.AttributeValueMemberBOOL, *types.AttributeValueMemberNULL:
		return 1
	case *types.AttributeValueMemberSS:
		for _, s := range v.Value {
			bytes += len(s)
		}
	case *types.AttributeValueMemberNS:
		for _, n := range v.Value {
			bytes += numberSize(n)
		}
	case *types.AttributeValueMemberBS:
		for _, b := range v.Value {
			bytes += len(b)
		}
	case *types.AttributeValueMemberL:
		bytes = holder
		for _, e := range v.Value {
			bytes += element + sizeOf(e)
		}
	case *types.AttributeValueMemberM:
		bytes = holder
		for name, e := range v.Value {
			bytes += element + len(name) + sizeOf(e)
		}
	}
	return bytes
}

// numberSize is a byte for two significant digits, and one; a sign takes one more.
func numberSize(n string) int {
	mantissa, _, _ := strings.Cut(strings.ToLower(n), "e")
	digits := strings.TrimLeft(mantissa, "+-")
	if whole, fraction, ok := strings.Cut(digits, "."); ok {
		digits = whole + fraction
	}
	digits = strings.Trim(digits, "0")
	size := (len(digits)+1)/2 + 1
	if strings.HasPrefix(n, "-") {
		size++
	}
	return size
}
