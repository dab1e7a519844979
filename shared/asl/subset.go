package asl

// outside are the fields of the language that lie outside the subset, with the
// reason to give.
var outside = map[string]string{
	"Assign":                     "variables are not supported",
	"Arguments":                  "JSONata is not supported: use Parameters",
	"Output":                     "JSONata is not supported: use ResultSelector, ResultPath and OutputPath",
	"Condition":                  "JSONata is not supported: use a comparison of JSONPath",
	"Items":                      "Map states are not supported",
	"ItemProcessor":              "Map states are not supported",
	"ItemSelector":               "Map states are not supported",
	"ItemReader":                 "Map states are not supported",
	"ItemBatcher":                "Map states are not supported",
	"ItemsPath":                  "Map states are not supported",
	"Iterator":                   "Map states are not supported",
	"MaxConcurrency":             "Map states are not supported",
	"MaxConcurrencyPath":         "Map states are not supported",
	"ResultWriter":               "Map states are not supported",
	"ToleratedFailureCount":      "Map states are not supported",
	"ToleratedFailurePercentage": "Map states are not supported",
	"Branches":                   "Parallel states are not supported",
	"Credentials":                "credentials of another role are not supported",
}

// Fields that several types of states share.
var (
	anyState  = []string{"Type", "Comment", "QueryLanguage"}
	dataPaths = []string{"InputPath", "OutputPath"}
	onward    = []string{"Next", "End"}
)

// stateFields are the fields that a state of each type may have.
var stateFields = map[string][][]string{
	"Task": {anyState, dataPaths, onward, {"Resource", "Parameters", "ResultSelector", "ResultPath", "Retry", "Catch",
		"TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"}},
	"Pass":    {anyState, dataPaths, onward, {"Result", "Parameters", "ResultPath"}},
	"Wait":    {anyState, dataPaths, onward, {"Seconds", "SecondsPath", "Timestamp", "TimestampPath"}},
	"Choice":  {anyState, dataPaths, {"Choices", "Default"}},
	"Succeed": {anyState, dataPaths},
	"Fail":    {anyState, {"Error", "ErrorPath", "Cause", "CausePath"}},
}
