package complaint

import "testing"

func TestAValueIsCalledAsItsFieldSays(t *testing.T) {
	for _, test := range []struct{ field, value, en, zh string }{
		{"verified", "no", "not substantiated", "不属实"},
		{"fault", "no", "not at fault", "无责"},
		{"responsibility", "customer", "customer", "用户责任"},
		{"type", "duplicate", "counted twice", "重复"},
		{"state", "missed", "missed", "超时"},
		{"status", "closed", "closed", "已办结"},
	} {
		if got, ok := ValueName(test.field, test.value); !ok || got.EN != test.en || got.ZH != test.zh {
			t.Errorf("%s of %s is called %q, %t", test.value, test.field, got, ok)
		}
	}
	if got, ok := ValueName("area", "customer"); ok {
		t.Errorf("a value of another field is called %q", got)
	}
	for field, names := range valueNames {
		for value, name := range names {
			if name.EN == "" || name.ZH == "" {
				t.Errorf("%s of %s is not named in both languages", value, field)
			}
		}
	}
}

func TestWhatAFieldMustBeIsListedWithItsNames(t *testing.T) {
	for _, test := range []struct {
		field  string
		values []string
		zh     string
	}{
		{"site.area", []string{"urban", "remote"}, "必须是以下之一：城区（urban）、偏远（remote）"},
		{"customer.kind", []string{"residential"}, "必须是以下之一：居民（residential）"},
		{"kind", []string{"refund"}, "必须是以下之一：退费（refund）"},
		{"outcome", []string{"invalid", "referred"}, "必须是以下之一：不予受理（invalid）、已转办（referred）"},
		{"contentType", []string{"image/png"}, "必须是以下之一：image/png"},
	} {
		if got := OneOf(test.field, test.values...).ZH; got != test.zh {
			t.Errorf("%s: %s", test.field, got)
		}
	}
}
