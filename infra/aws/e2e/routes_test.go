//go:build unix

package e2e

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/redress/redress/infra/aws/emulator"
)

// body is the OpenAPI document that SAM makes of an HTTP API and its events.
type body struct {
	Paths map[string]map[string]struct {
		Integration struct {
			URI                  any
			PayloadFormatVersion string
		} `json:"x-amazon-apigateway-integration"`
		Security []map[string][]string
	}
	Components struct {
		SecuritySchemes map[string]struct {
			Authorizer struct {
				IdentitySource   string
				JWTConfiguration struct {
					Issuer   any
					Audience []any
				}
			} `json:"x-amazon-apigateway-authorizer"`
		}
	}
}

// addRoutes adds the authorizers and routes of the API's body.
func (s *stack) addRoutes() {
	s.t.Helper()
	var template struct {
		TemplateBody struct{ Resources map[string]json.RawMessage }
	}
	processed := s.aws("cloudformation", "get-template", "--stack-name", name, "--template-stage", "Processed")
	if err := json.Unmarshal(processed, &template); err != nil {
		s.t.Fatal(err)
	}
	var api struct{ Properties struct{ Body body } }
	if err := json.Unmarshal(template.TemplateBody.Resources["Api"], &api); err != nil {
		s.t.Fatal(err)
	}
	s.api = s.physical("Api")
	authorizers := s.addAuthorizers(api.Properties.Body)
	integrations := map[string]string{}
	for _, path := range slices.Sorted(maps.Keys(api.Properties.Body.Paths)) {
		for method, call := range api.Properties.Body.Paths[path] {
			uri := s.resolve(call.Integration.URI)
			if integrations[uri] == "" {
				var made struct{ IntegrationID string }
				s.account.rest("apigateway", "POST", "/v2/apis/"+s.api+"/integrations", map[string]string{
					"integrationType": "AWS_PROXY", "integrationUri": uri, "payloadFormatVersion": call.Integration.PayloadFormatVersion,
				}, &made)
				integrations[uri] = made.IntegrationID
			}
			route := map[string]string{"routeKey": verb(method) + " " + path, "target": "integrations/" + integrations[uri]}
			for _, scheme := range call.Security {
				for name := range scheme {
					if id := authorizers[name]; id != "" {
						route["authorizationType"], route["authorizerId"] = "JWT", id
					}
				}
			}
			s.account.rest("apigateway", "POST", "/v2/apis/"+s.api+"/routes", route, nil)
		}
	}
}

// verb is how a route names a method of the body.
func verb(method string) string {
	if method == "x-amazon-apigateway-any-method" {
		return "ANY"
	}
	return strings.ToUpper(method)
}

// addAuthorizers gives the ids of the authorizers by their names in the body.
func (s *stack) addAuthorizers(b body) map[string]string {
	ids := map[string]string{}
	for name, scheme := range b.Components.SecuritySchemes {
		a := scheme.Authorizer
		var audiences []string
		for _, v := range a.JWTConfiguration.Audience {
			audiences = append(audiences, s.resolve(v))
		}
		var made struct{ AuthorizerID string }
		s.account.rest("apigateway", "POST", "/v2/apis/"+s.api+"/authorizers", map[string]any{
			"name": name, "authorizerType": "JWT", "identitySource": []string{a.IdentitySource},
			"jwtConfiguration": map[string]any{"issuer": s.resolve(a.JWTConfiguration.Issuer), "audience": audiences},
		}, &made)
		ids[name] = made.AuthorizerID
	}
	return ids
}

var placeholder = regexp.MustCompile(`\$\{[^}]+\}`)

// resolve gives the value of a text, a Ref or a Sub of the template. Only
// functions have their ARN asked for here.
func (s *stack) resolve(v any) string {
	s.t.Helper()
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		if ref, ok := v["Ref"].(string); ok {
			return s.named(ref)
		}
		if sub, ok := v["Fn::Sub"].(string); ok {
			return placeholder.ReplaceAllStringFunc(sub, func(p string) string { return s.named(p[2 : len(p)-1]) })
		}
	}
	s.t.Fatalf("the API's body has %v, which this test cannot resolve", v)
	return ""
}

func (s *stack) named(what string) string {
	s.t.Helper()
	switch what {
	case "AWS::Partition":
		return "aws"
	case "AWS::Region":
		return emulator.Region
	case "AWS::AccountId":
		return emulator.Account
	case "JwtIssuer":
		return s.issuer.server.URL
	case "JwtAudience":
		return audience
	}
	if function, ok := strings.CutSuffix(what, ".Arn"); ok {
		return "arn:aws:lambda:" + emulator.Region + ":" + emulator.Account + ":function:" + s.physical(function)
	}
	return s.physical(what)
}
