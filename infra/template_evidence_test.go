package infra

import (
	"slices"
	"testing"
)

// TestFilesOfCasesLieApart: in a bucket of their own that nobody but two functions
// comes to, where what is not confirmed goes by itself and what is removed is gone.
func TestFilesOfCasesLieApart(t *testing.T) {
	tpl := readTemplate(t)
	bucket := tpl.resources["EvidenceBucket"].properties
	for _, guard := range []string{"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"} {
		if str(bucket, "PublicAccessBlockConfiguration", guard) != "true" {
			t.Errorf("the public is not kept out: %s", guard)
		}
	}
	if at(bucket, "VersioningConfiguration") != nil {
		t.Error("a file that was removed lives on as a version")
	}
	expires := map[string]string{}
	for _, r := range list(bucket, "LifecycleConfiguration", "Rules") {
		if days := str(r, "ExpirationInDays"); days != "" {
			expires[str(r, "Prefix")] = days
		}
	}
	if len(expires) != 1 || expires["incoming/"] != "1" {
		t.Errorf("files expire as %v", expires)
	}
	for _, r := range list(bucket, "CorsConfiguration", "CorsRules") {
		if got := words(r, "AllowedMethods"); !slices.Equal(got, []string{"PUT", "GET"}) {
			t.Errorf("pages may %v", got)
		}
	}
	for _, s := range tpl.statements() {
		for _, r := range s.resources {
			if owner := s.owner; !slices.Contains([]string{"IntakeRole", "CaseworkRole", "PagesRole", "EvidenceBucketPolicy"}, owner) && slices.Contains([]string{"${EvidenceBucket.Arn}", "${EvidenceBucket.Arn}/evidence/*", "${EvidenceBucket.Arn}/incoming/*"}, r) {
				t.Errorf("%s/%s reaches the files of cases", s.owner, s.sid)
			}
			if s.owner == "IntakeRole" && s.sid == "RemoveEvidence" {
				t.Error("the public's function may remove what is kept")
			}
		}
	}
}
