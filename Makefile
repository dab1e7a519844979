.DEFAULT_GOAL := help
SHELL := /bin/bash
FUNCTIONS := $(notdir $(patsubst %/lambda,%,$(wildcard functions/*/lambda)))
REDRESS := .build/redress
export CGO_ENABLED = 0

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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

.PHONY: race
race: ## the whole test suite under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race -shuffle=on -count=1 ./...

BOOTSTRAPS := $(FUNCTIONS:%=.build/%/bootstrap)
.PHONY: build $(BOOTSTRAPS)
build: $(BOOTSTRAPS) ## Lambda bootstraps for arm64 under .build/<function>/bootstrap
$(BOOTSTRAPS): .build/%/bootstrap:
	GOOS=linux GOARCH=arm64 go build -trimpath -tags lambda.norpc -ldflags='-s -w' -o $@ ./functions/$*/lambda

.PHONY: lint
lint: ## formatting and vet
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w on these'; exit 1; }
	go vet ./...

.PHONY: check
check: lint build test ## what CI runs

.PHONY: bench
bench: ## the benchmarks, with ratios against their baselines
	go test -run '^$$' -bench . -benchmem -timeout 60m ./shared/clock ./shared/complaint ./shared/store/sqlite ./shared/triage ./infra/local

.PHONY: fuzz
fuzz: ## each fuzzer for a minute
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep ^Fuzz); do \
	  echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime 60s $$p || exit 1; done; done

.PHONY: cover
cover: ## test coverage by package
	go test -count=1 -cover ./... | grep -v 'no test files'

.PHONY: golden
golden: ## write the golden files anew; review them like code
	go test ./shared/clock ./shared/policy ./shared/report ./shared/whatif ./functions/reconciliation ./infra -update

.PHONY: clean
clean: ## remove what was built and played
	rm -rf .build .demo
