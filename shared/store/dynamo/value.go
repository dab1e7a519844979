package dynamo

import (
	"bytes"
	"compress/zlib"
	"io"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/store/stored"
)

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
func num(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

// stringOf reads a text; "" when the attribute is absent.
func stringOf(i item, name string) string {
	if s, ok := i[name].(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

// numberOf reads a number; false when the attribute is absent or none.
func numberOf(i item, name string) (int64, bool) {
	v, ok := i[name].(*types.AttributeValueMemberN)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(v.Value, 10, 64)
	return n, err == nil
}

// setSeconds writes an instant in whole seconds; a zero one is left out.
func setSeconds(i item, name string, at time.Time) {
	if !at.IsZero() {
		i[name] = num(at.Unix())
	}
}

// secondsOf is the reverse.
func secondsOf(i item, name string) time.Time {
	n, ok := numberOf(i, name)
	if !ok {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// setRaw writes bytes of JSON as they are; empty ones are left out.
func setRaw(i item, name string, b []byte) {
	if len(b) > 0 {
		i[name] = str(string(b))
	}
}

// rawOf is the reverse.
func rawOf(i item, name string) []byte {
	if s := stringOf(i, name); s != "" {
		return []byte(s)
	}
	return nil
}

// pack compresses a document, see [stored.Pack].
func pack(doc []byte) types.AttributeValue {
	return &types.AttributeValueMemberB{Value: stored.Pack(doc)}
}

// unpack is the reverse.
func unpack(i item, name string) ([]byte, error) {
	b, _ := i[name].(*types.AttributeValueMemberB)
	if b == nil {
		return nil, io.ErrUnexpectedEOF
	}
	z, err := zlib.NewReader(bytes.NewReader(b.Value))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return io.ReadAll(z)
}
