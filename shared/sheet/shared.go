package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// shared are the texts of a workbook, which its cells refer to by number. They
// lie in a temporary file: they may be most of a workbook.
type shared struct {
	file *os.File // nil when there are none
	name string   // of the file; "" when it has none any more
	ends []int64  // where each text ends
}

// rich is a text, in one piece or in runs that look different.
type rich struct {
	T string `xml:"t"`
	R []struct {
		T string `xml:"t"`
	} `xml:"r"`
}

func (r rich) text() string {
	var b strings.Builder
	b.WriteString(r.T)
	for _, run := range r.R {
		b.WriteString(run.T)
	}
	return escaped.ReplaceAllStringFunc(b.String(), func(code string) string {
		n, _ := strconv.ParseUint(code[2:6], 16, 16) // the pattern has four digits
		return string(rune(n))
	})
}

// escaped is a character that XML does not allow.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func (b *book) sharedStrings(main string) (s *shared, err error) {
	parts, err := b.related(main, "/sharedStrings")
	if err != nil {
		return nil, err
	}
	s = &shared{}
	for _, part := range parts {
		r, err := b.open(part)
		if err != nil {
			return s, err
		}
		if err := errors.Join(s.fill(r), r.Close()); err != nil {
			return s, err
		}
	}
	return s, nil
}

// fill takes up the texts of a part.
func (s *shared) fill(part io.Reader) (err error) {
	if s.file, err = os.CreateTemp("", "redress-*"); err != nil {
		return err
	}
	// Where the system allows it the file has no name from here on, and goes with the process.
	if os.Remove(s.file.Name()) != nil {
		s.name = s.file.Name()
	}
	to := bufio.NewWriterSize(s.file, 1<<16)
	end := int64(0)
	g := &gauge{from: part}
	for d := xml.NewDecoder(g); ; g.reset() {
		token, err := d.Token()
		if err == io.EOF {
			return to.Flush()
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "si" {
			continue
		}
		var one rich
		if err := d.DecodeElement(&one, &start); err != nil {
			return err
		}
		n, err := to.WriteString(one.text())
		if err != nil {
			return err
		}
		end += int64(n)
		s.ends = append(s.ends, end)
	}
}

// text gives a text by its number.
func (s *shared) text(number string) (string, error) {
	i, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || i < 0 || i >= len(s.ends) {
		return "", fmt.Errorf("no shared text %q", number)
	}
	start := int64(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	text := make([]byte, s.ends[i]-start)
	_, err = s.file.ReadAt(text, start)
	return string(text), err
}

func (s *shared) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.name != "" {
		err = errors.Join(err, os.Remove(s.name))
	}
	return err
}
