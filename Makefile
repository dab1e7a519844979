.DEFAULT_GOAL := help
SHELL := /bin/bash
FUNCTIONS := $(notdir $(patsubst %/lambda,%,$(wildcard functions/*/lambda)))
REDRESS := .build/redress
ARCH ?= arm64
TOOLS := .build/tools
STAGE ?= staging
# The tests that drive stand-ins for AWS find them by this; without it they say that they are skipped.
EMULATOR := EMULATOR_PYTHON=$(CURDIR)/$(TOOLS)/emulator/bin/python
export CGO_ENABLED = 0

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: $(REDRESS) ## build and start the program on http://127.0.0.1:8080 over ./.data, with development tokens
	$(REDRESS) serve -dev -addr 127.0.0.1:8080 -data .data

.PHONY: demo
demo: $(REDRESS) ## play a month of sample complaints in virtual time; leave the breach report
	$(REDRESS) demo -out .demo

.PHONY: $(REDRESS)
$(REDRESS):
	go build -o $@ ./infra/local

.PHONY: test
test: ## the whole test suite, offline
	go test -shuffle=on -count=1 ./...
	go test -run '^$$' -bench 'Pages|QueuePage' -benchtime 1x -short ./infra/local # so that what measures pages keeps working

.PHONY: soak
soak: $(REDRESS) ## live through made-up cases with everything failing, under fresh seeds, for TIME=10m; tells the story of what does not hold
	$(REDRESS) simulate -cases $(or $(CASES),1000) -seed $(or $(SEED),$$(date +%s)) -for $(or $(TIME),10m) -faults all -scale $(or $(SCALE),3) $(if $(DYNAMO_ENDPOINT),-endpoint $(DYNAMO_ENDPOINT))

.PHONY: soak-aws
soak-aws: ## the same over an emulator of DynamoDB, which takes a second for each case: CASES=20
	infra/aws/tools.sh emulator
	$(EMULATOR) go run ./infra/aws/emulator/with $(MAKE) soak CASES=$(or $(CASES),20)

.PHONY: mutations
mutations: ## break the product on purpose, in one place after the other; the simulator must find each (ONLY=NAMES; UPDATE=-update writes the page)
	go run ./infra/simulate/mutations $(if $(ONLY),-only $(ONLY)) $(UPDATE)

.PHONY: load
load: $(REDRESS) ## use the real program hard and kill it, five times over: LOAD="-clients 64 -for 10m -rounds 5 -seed N"; nothing may be lost
	go run ./infra/load -binary $(REDRESS) -data .build/load-$$(date +%s) $(LOAD)

.PHONY: race
race: ## the whole test suite under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race -shuffle=on -count=1 ./...

BUILD := .build$(if $(filter-out arm64,$(ARCH)),/$(ARCH))
BOOTSTRAPS := $(FUNCTIONS:%=$(BUILD)/%/bootstrap)
.PHONY: build $(BOOTSTRAPS)
build: $(BOOTSTRAPS) ## Lambda bootstraps for arm64 under .build/<function>/bootstrap (ARCH=amd64: .build/amd64; PACK=DIR: with a policy pack beside)
$(BOOTSTRAPS): $(BUILD)/%/bootstrap:
	GOOS=linux GOARCH=$(ARCH) go build -trimpath -tags lambda.norpc -ldflags='-s -w' -o $@ ./functions/$*/lambda
	@$(if $(PACK),rm -rf $(@D)/$(notdir $(PACK)) && cp -r $(PACK) $(@D)/)

.PHONY: lint
lint: ## formatting and vet
	@unformatted=$$(gofmt -l functions infra shared statemachines); test -z "$$unformatted" || { echo "$$unformatted"; echo 'run gofmt -w on these'; exit 1; }
	go vet ./...

.PHONY: check
check: lint build test ## what CI runs first

.PHONY: template
template: ## lint the template and the state machines (installs cfn-lint, the SAM CLI and asl-validator once)
	infra/aws/tools.sh lint
	$(TOOLS)/lint/bin/cfn-lint --regions us-east-1 eu-central-1 cn-north-1 cn-northwest-1 -- template.yaml
	SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=us-east-1 $(TOOLS)/lint/bin/sam validate --lint --template-file template.yaml
	@mkdir -p .build/asl # with a partition, as the validator takes no placeholder in a resource
	@for f in statemachines/*.asl.json; do sed 's/$${Partition}/aws/' $$f > .build/asl/$$(basename $$f); \
	  $(TOOLS)/npm/node_modules/.bin/asl-validator --json-path .build/asl/$$(basename $$f) || exit 1; echo; done

.PHONY: deploy
deploy: build ## deploy to AWS with the settings of STAGE in samconfig.toml; infra/runbook.md says how
	infra/aws/tools.sh lint
	$(TOOLS)/lint/bin/sam deploy --template-file template.yaml --config-env $(STAGE) $(DEPLOY)

.PHONY: test-aws
test-aws: ## the store and plays over it on an emulator (DYNAMODB_LOCAL_JAR=PATH: and on DynamoDB Local), costs, the second States interpreter
	infra/aws/tools.sh emulator
	$(EMULATOR) go run ./infra/aws/emulator/with go test -count=1 -timeout 30m ./shared/store/...
	$(EMULATOR) go run ./infra/aws/emulator/with go test -count=1 -timeout 30m -run Table ./infra/simulate
	$(EMULATOR) DYNAMODB_LOCAL_JAR= go run ./infra/aws/emulator/with go test -count=1 -timeout 30m -run 'Table|Bucket|Cost|Bill|Sweep' ./infra/local ./infra/aws/cost
	$(EMULATOR) go test -count=1 -timeout 30m ./infra/aws/emulator/... ./infra/aws/runtimeapi/... ./infra/aws/moto/...

.PHONY: e2e
e2e: ## deploy the template on the emulator with real bootstraps, drive it through its API, take it down
	infra/aws/tools.sh emulator
	$(EMULATOR) go test -count=1 -timeout 30m ./infra/aws/e2e/...

.PHONY: pages
pages: ## look at every page in a headless Chromium (PICTURES=DIR: keep what was seen)
	infra/aws/tools.sh pages
	$(if $(PICTURES),mkdir -p $(PICTURES))
	BROWSER=required AXE=$(CURDIR)/$(TOOLS)/npm/node_modules/axe-core/axe.min.js PICTURES=$(abspath $(PICTURES)) go test -count=1 -timeout 30m ./infra/browser

.PHONY: pictures
pictures: ## take the README's pictures of pages anew
	$(MAKE) pages PICTURES=$(BUILD)/pictures
	cp $(BUILD)/pictures/queue-late-zh-desktop.jpg infra/pictures/queue.jpg
	cp $(BUILD)/pictures/case-handler-en-desktop.jpg infra/pictures/case.jpg
	cp $(BUILD)/pictures/zh-phone-progress-late.jpg infra/pictures/progress.jpg
	cp $(BUILD)/pictures/en-phone-dark-new-happened.jpg infra/pictures/filing.jpg

.PHONY: measure
measure: ## cold starts, sizes and memory of the bootstraps; what a sweep reads among 100,000 open cases
	go test -run '^$$' -bench . ./infra/aws/coldstart
	infra/aws/tools.sh emulator
	$(EMULATOR) go run ./infra/aws/emulator/with go test -run '^$$' -bench Sweep -benchtime 1x -timeout 30m ./infra/aws/cost

.PHONY: bench
bench: ## the benchmarks, with ratios against their baselines
	go test -run '^$$' -bench . -benchmem -timeout 60m ./shared/clock ./shared/complaint ./shared/store/sqlite ./shared/triage ./infra/simulate ./infra/local

# A year of made-up complaints is kept here for the next time; remove it when they are made in another way.
YEARS ?= .build/years

.PHONY: bench-report
bench-report: ## a month's report in a year of a million cases (CASES=N), with its memory and the ratio to bare SQL; the first time takes ten minutes and 10 GB
	REDRESS_BENCH_CASES=$(or $(CASES),1000000) REDRESS_BENCH_DIR=$(abspath $(YEARS)) go test -run '^$$' -bench '^BenchmarkReport$$' -benchtime 3x -timeout 120m -v ./infra/local

.PHONY: figures
figures: ## the figures of reports over 100,000 cases (CASES=N) against SQL's own count
	REDRESS_BENCH_CASES=$(or $(CASES),100000) REDRESS_BENCH_DIR=$(abspath $(YEARS)) go test -count=1 -run '^TestReportsAgreeWithSQL$$' -timeout 60m -v ./infra/local

.PHONY: fuzz
fuzz: ## each fuzzer for a minute
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep ^Fuzz); do \
	  echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime 60s $$p || exit 1; done; done

.PHONY: cover
cover: ## test coverage by package
	go test -count=1 -cover ./... | grep -v 'no test files'

.PHONY: model
model: ## train the model of the built-in pack anew from shared/triage/examples, and write its card
	go run ./infra/local triage train -out shared/policy/packs/state-grid/triage.model -card shared/triage/examples/card.md

.PHONY: golden
golden: ## write the golden files anew; review them like code
	go test ./shared/clock ./shared/policy ./shared/report/paper ./shared/whatif ./functions ./functions/reconciliation ./infra -update

.PHONY: clean
clean: ## remove what was built and played
	rm -rf .build .demo
