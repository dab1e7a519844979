package cost

import (
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
)

// stack is what template.yaml says of things that cost money.
type stack struct {
	memory     map[string]float64 // of each function, in MB
	alarms     float64            // metrics that alarms look at
	dashboards float64
	accessLog  string // format of a line of the API's access log
}

// resource is as much of a resource as is read here.
type resource struct {
	Type       string     `yaml:"Type"`
	Properties properties `yaml:"Properties"`
}

type properties struct {
	CodeUri    string  `yaml:"CodeUri"`
	MemorySize float64 `yaml:"MemorySize"`

	MetricName string `yaml:"MetricName"`
	Metrics    []struct {
		MetricStat any `yaml:"MetricStat"`
	} `yaml:"Metrics"`

	AccessLogSettings struct {
		Format string `yaml:"Format"`
	} `yaml:"AccessLogSettings"`
}

// readTemplate reads a template.
func readTemplate(file string) (stack, error) {
	s := stack{memory: map[string]float64{}}
	data, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	var t struct {
		Resources map[string]resource `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(data, &t); err != nil {
		return s, err
	}
	for id, r := range t.Resources {
		switch p := r.Properties; r.Type {
		case "AWS::Serverless::Function":
			name := strings.Trim(strings.TrimPrefix(p.CodeUri, ".build/"), "/")
			if s.memory[name] = p.MemorySize; name == "" || p.MemorySize == 0 {
				return s, fmt.Errorf("%s: the function %s says no code or no memory", file, id)
			}
		case "AWS::CloudWatch::Alarm":
			s.alarms += p.looksAt()
		case "AWS::CloudWatch::Dashboard":
			s.dashboards++
		case "AWS::Serverless::HttpApi":
			s.accessLog = p.AccessLogSettings.Format
		}
	}
	return s, nil
}

// looksAt counts the metrics that an alarm looks at.
func (p properties) looksAt() (n float64) {
	if p.MetricName != "" {
		n++
	}
	for _, m := range p.Metrics {
		if m.MetricStat != nil {
			n++
		}
	}
	return n
}
