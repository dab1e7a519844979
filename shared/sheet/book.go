package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path"
	"strings"

	"github.com/redress/redress/shared/fault"
)

// unzipped bounds what all parts of a workbook may come to: more is no table of
// complaints but a file made to fill the memory.
const unzipped = 1 << 30 // bytes

// book is one sheet of an XLSX workbook, with what its cells refer to. It is our
// own reader: excelize's stream of rows does not tell a cell's type and number
// format, and takes the place where a file is broken for its end.
type book struct {
	parts   map[string]*zip.File
	sheet   string // the sheet's name
	part    string // its part
	dates   system
	formats []format // by style
	strings *shared
	// merged are the cells that are one. They stand behind the rows, and are
	// known when these were read to the end once.
	merged []area
}

// relations are the parts that a part refers to, by ID.
type relations struct {
	Relationship []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	}
}

// workbook is what the list of sheets says.
type workbook struct {
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets struct {
		Sheet []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheet"`
	} `xml:"sheets"`
}

func openBook(f *os.File, size int64, sheet string) (b *book, err error) {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return nil, brokenBook(err)
	}
	b = &book{parts: map[string]*zip.File{}}
	var total uint64
	for _, part := range z.File {
		b.parts[strings.TrimPrefix(strings.ToLower(part.Name), "/")] = part
		if total += part.UncompressedSize64; total > unzipped || part.UncompressedSize64 > unzipped {
			return nil, bad("the workbook unpacks to more than %d MB", "工作簿解压后超过%dMB", unzipped>>20)
		}
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.close())
			b = nil
		}
	}()
	main, err := b.main()
	if err != nil {
		return b, brokenBook(err)
	}
	return b, brokenBook(b.choose(main, sheet))
}

// main finds the part that lists the sheets.
func (b *book) main() (string, error) {
	targets, err := b.related("", "/officeDocument")
	if err != nil {
		return "", err
	}
	for _, target := range targets {
		return target, nil
	}
	return "", errors.New("no workbook in the package")
}

// related lists the parts of a type that a part refers to, by ID.
func (b *book) related(part, kind string) (map[string]string, error) {
	dir, base := path.Split(part)
	var r relations
	if err := b.read(dir+"_rels/"+base+".rels", &r); err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, to := range r.Relationship {
		if strings.HasSuffix(to.Type, kind) {
			target := to.Target
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			targets[to.ID] = strings.TrimPrefix(target, "/")
		}
	}
	return targets, nil
}

// choose finds a sheet, and reads what its cells refer to.
func (b *book) choose(main, sheet string) error {
	var w workbook
	if err := b.read(main, &w); err != nil {
		return err
	}
	if w.Properties.Date1904 == "1" || w.Properties.Date1904 == "true" {
		b.dates = from1904
	}
	sheets, err := b.related(main, "/worksheet")
	if err != nil {
		return err
	}
	var names []string
	for _, s := range w.Sheets.Sheet {
		part, ok := sheets[s.ID]
		if !ok {
			continue // a sheet of charts
		}
		names = append(names, s.Name)
		if s.Name == sheet || sheet == "" && (s.State == "" || s.State == "visible") {
			b.sheet, b.part = s.Name, part
			break
		}
	}
	if b.part == "" {
		list := strings.Join(names, ", ")
		return bad("there is no such sheet; there are %s", "没有该工作表；现有%s", list)
	}
	if b.formats, err = b.styles(main); err != nil {
		return err
	}
	b.strings, err = b.sharedStrings(main)
	return err
}

// open opens a part.
func (b *book) open(part string) (io.ReadCloser, error) {
	f, ok := b.parts[strings.ToLower(part)]
	if !ok {
		return nil, errors.New("no part " + part)
	}
	return f.Open()
}

// read reads a small part whole.
func (b *book) read(part string, out any) (err error) {
	r, err := b.open(part)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	const small = 16 << 20 // bytes
	return xml.NewDecoder(io.LimitReader(r, small)).Decode(out)
}

func (b *book) name() string { return b.sheet }

func (b *book) close() error {
	if b.strings == nil {
		return nil
	}
	return b.strings.close()
}

// brokenBook says that a file is no whole workbook; the operator reads why. A
// disk that fails is another matter.
func brokenBook(err error) error {
	_, said := errors.AsType[*fault.Error](err)
	_, disk := errors.AsType[*os.PathError](err)
	if err == nil || said || disk {
		return err
	}
	f := fault.New(fault.Invalid, fault.Say("the workbook is damaged", "工作簿已损坏"))
	f.Err = err
	return f
}
