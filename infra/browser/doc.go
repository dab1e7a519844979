// Package browser drives the pages of the real program in a headless Chromium, in
// virtual time, as people would: by what they see, and with scripts switched off too.
//
// Vocabulary. A site is the program, serving. A visitor is a browser of their own,
// with a size and a language. A look is a page as it was seen, with its picture.
//
// There is nothing here but tests. They need Chromium on the path, or named by
// CHROMIUM; without one they are skipped, unless BROWSER=required says otherwise.
package browser
