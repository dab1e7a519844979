package evidence_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/policy"
)

// beginnings are how files of each type begin, as programs of the field write them.
var beginnings = map[string][]string{
	"image/jpeg":      {"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00", "\xFF\xD8\xFF\xE1\x00\x10Exif\x00"},
	"image/png":       {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"},
	"image/webp":      {"RIFF\x24\x00\x00\x00WEBPVP8 "},
	"image/heic":      {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00"},
	"image/tiff":      {"II*\x00\x08\x00\x00\x00", "MM\x00*\x00\x00\x00\x08"},
	"audio/mpeg":      {"ID3\x04\x00\x00", "\xFF\xFB\x90\x64", "\xFF\xF3\x40\xC4"},
	"audio/mp4":       {"\x00\x00\x00\x1cftypM4A \x00\x00\x02\x00"},
	"audio/amr":       {"#!AMR\n\x3c\x91", "#!AMR-WB\n\x04"},
	"audio/wav":       {"RIFF\x24\x08\x00\x00WAVEfmt "},
	"video/mp4":       {"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"},
	"application/pdf": {"%PDF-1.7\n"},
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": {entry("[Content_Types].xml"), entry("word/document.xml")},
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       {entry("[Content_Types].xml"), entry("xl/workbook.xml")},
}

// entry is how a ZIP file begins whose first entry has that name.
func entry(name string) string {
	return "PK\x03\x04\x14\x00\x06\x00\x08\x00" + strings.Repeat("\x00", 16) + string(rune(len(name))) + "\x00\x00\x00" + name
}

func TestEveryTypeOfThePackIsToldByItsBeginning(t *testing.T) {
	for _, contentType := range policy.FileTypes {
		heads := beginnings[contentType]
		if len(heads) == 0 {
			t.Errorf("no file of type %s is tried", contentType)
		}
		for _, head := range heads {
			if !evidence.Begins(contentType, []byte(head)) {
				t.Errorf("a file that begins %q is no %s", head, contentType)
			}
		}
		if got := evidence.FileName("x", contentType); !strings.Contains(got, ".") {
			t.Errorf("names of type %s have no ending", contentType)
		}
	}
}

func TestATypeIsToldFromAName(t *testing.T) {
	for name, want := range map[string]string{
		"电表.JPG": "image/jpeg", "录音.m4a": "audio/mp4", "通话.amr": "audio/amr", "IMG_1.HEIC": "image/heic", "说明.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"注.txt": "", "jpg": "", "": "",
	} {
		if got := evidence.TypeOf(name); got != want {
			t.Errorf("%q is taken for %q, want %q", name, got, want)
		}
	}
}

func TestWhatIsSomethingElseDoesNotPass(t *testing.T) {
	for name, head := range map[string]string{
		"a page": "<!DOCTYPE html><script>", "a drawing with scripts": `<svg xmlns="http://www.w3.org/2000/svg">`, "a program of Windows": "MZ\x90\x00\x03",
		"a program of Linux": "\x7fELF\x02\x01", "a script": "#!/bin/sh\n", "nothing": "", "a ZIP file of anything": entry("evil.exe"), "text": "hello",
		"a frame of layer II": "\xFF\xFD\x90\x64", "a frame with a reserved bit rate": "\xFF\xFB\xF0\x64", "a cut box": "\x00\x00\x00\x18ftyp",
	} {
		for _, contentType := range append(slices.Clone(policy.FileTypes), "text/html", "") {
			if evidence.Begins(contentType, []byte(head)) {
				t.Errorf("%s passes for %s", name, contentType)
			}
		}
	}
	for contentType := range beginnings {
		for other, heads := range beginnings {
			kin := strings.Contains(contentType, "openxml") && strings.Contains(other, "openxml") || strings.HasSuffix(contentType, "/mp4") && strings.HasSuffix(other, "/mp4")
			if contentType == other || kin {
				continue
			}
			for _, head := range heads {
				if evidence.Begins(contentType, []byte(head)) {
					t.Errorf("a %s passes for %s", other, contentType)
				}
			}
		}
	}
}

func TestNamesLeadNobodyAstray(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"电表.jpg", "电表.jpg"},
		{"IMG 2041.JPEG", "IMG 2041.jpeg"},
		{"../../etc/passwd", "passwd.jpg"},
		{`C:\Users\wang\照片.jpg`, "照片.jpg"},
		{"photo.jpg.exe", "photo.jpg.exe.jpg"},
		{"page.html", "page.html.jpg"},
		{"\u202egpj.exe", "gpj.exe.jpg"},
		{"a\u0000b\r\nc.jpg", "ab c.jpg"},
		{"..", ""},
		{"///", ""},
		{"\u200b\ufeff", ""},
		{".htaccess", "htaccess.jpg"},
		{`a"b;c%2f.jpg`, "a_b_c_2f.jpg"},
		{"CON:.jpg", "CON_.jpg"},
		{strings.Repeat("表", 300) + ".jpg", strings.Repeat("表", 96) + ".jpg"},
		{"bad\xff.jpg", "bad.jpg"},
	} {
		if got := evidence.FileName(c.said, "image/jpeg"); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.said, got, c.want)
		}
	}
}

func TestAnyNameBecomesOneThatCanBeSaved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		contentType := rapid.SampledFrom(policy.FileTypes).Draw(t, "type")
		name := evidence.FileName(rapid.String().Draw(t, "name"), contentType)
		if name == "" {
			return
		}
		odd := func(r rune) bool {
			return unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|%;'`, r) || unicode.Is(unicode.Cf, r)
		}
		if strings.ContainsFunc(name, odd) || strings.HasPrefix(name, ".") || utf8.RuneCountInString(name) > complaint.LongestFileName || !utf8.ValidString(name) {
			t.Fatalf("name %q", name)
		}
		if again := evidence.FileName(name, contentType); again != name {
			t.Fatalf("%q becomes %q when it is said again", name, again)
		}
		f := evidence.File{Evidence: complaint.Evidence{Name: name}}
		saved, err := url.QueryUnescape(strings.TrimPrefix(f.Disposition(), "attachment; filename*=UTF-8''"))
		if err != nil || saved != name || strings.ContainsAny(f.Disposition(), "\r\n\"") {
			t.Fatalf("disposition %q, %v", f.Disposition(), err)
		}
	})
}
