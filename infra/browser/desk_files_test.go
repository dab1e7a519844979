package browser

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// jpeg begins as a photo does.
const jpeg = "\xff\xd8\xff\xe0\x00\x10JFIF\x00"

// written makes files with their contents, and gives their paths in the order of the names.
func written(t *testing.T, files map[string]string) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// TestAHandlerAddsFiles: those that are taken are there and can be opened, those that are
// not say why, and nothing is sent twice.
func TestAHandlerAddsFiles(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("电表烧坏了")
	page := "/desk/cases/" + reference
	v := s.staff(t, phone, "zh-CN", "handler", "demo-station")
	v.open(page)
	v.must("暂无材料")
	v.press(`section:has(> #files) a.button`)
	v.look("case-files-zh")
	send := func(fields map[string]string, paths ...string) {
		t.Helper()
		v.fillForm(fields)
		v.do(chromedp.SetUploadFiles(chromedp.CSS(`#evidence-name`), paths))
	}

	send(map[string]string{"of": "findings"}, written(t, map[string]string{"a 现场.jpg": jpeg, "b 注.txt": "no photo", "c 假.png": "no photo either"})...)
	v.do(chromedp.Click(chromedp.CSS(`[data-files] button`)), chromedp.Poll[chromedp.Void](`document.querySelector(".sent").textContent.includes("c 假")`, chromedp.WithPollingTimeout(10*time.Second)))
	v.must("已发送： 1/3", "b 注.txt：不支持该类文件", "c 假.png：不支持该类文件")
	v.look("case-files-refused-zh")

	send(map[string]string{"of": "findings", "note": "表箱内部"}, written(t, map[string]string{"录音.amr": "#!AMR\n"})...)
	v.press(`[data-files] button`)
	v.must("已完成：添加材料", "a 现场.jpg", "录音.amr", "核查", "表箱内部")
	v.mustNot("假.png", "注.txt")
	v.look("case-with-files-zh")
	opened := see(v, chromedp.Evaluate[string](`fetch(document.querySelector(".files a").href).then(async r => r.headers.get("Content-Disposition") + await r.text())`, chromedp.EvalAwaitPromise))
	if !strings.HasPrefix(opened, "attachment; filename*=UTF-8''a%20%E7%8E%B0%E5%9C%BA.jpg") || !strings.HasSuffix(opened, "JFIF\x00") {
		t.Errorf("the file is handed out as %q", opened)
	}

	// An auditor reads that files are there, and not what is in them.
	a := s.staff(t, desktop, "en", "auditor", "")
	a.open(page)
	a.must("录音.amr", "表箱内部")
	if n := see(a, chromedp.Evaluate[int](`document.querySelectorAll(".files a, a[href$='/evidence']").length`)); n != 0 {
		t.Error("an auditor is offered files")
	}
}

// TestALargeFileIsRefusedBeforeItIsSent, in the words of the policy's limit.
func TestALargeFileIsRefusedBeforeItIsSent(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("电表烧坏了")
	v := s.staff(t, desktop, "en", "agent", "")
	v.open("/desk/cases/" + reference + "/evidence")
	large := written(t, map[string]string{"film.mp4": ""})
	if err := os.Truncate(large[0], 20<<20+1); err != nil {
		t.Fatal(err)
	}
	v.do(chromedp.SetUploadFiles(chromedp.CSS(`#evidence-name`), large), chromedp.Click(chromedp.CSS(`[data-files] button`)), chromedp.Poll[chromedp.Void](`document.querySelector("main").innerText.includes("film.mp4: is larger")`, chromedp.WithPollingTimeout(10*time.Second)))
	v.must("film.mp4: is larger than 20\u00a0MB.")
	if n := s.events(reference)["evidence-announced"]; n != 0 {
		t.Errorf("%d files were announced", n)
	}
}
