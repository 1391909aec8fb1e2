# Everything that a fresh machine with Go, Node and Debian packages needs.
#   make run     the portal on http://127.0.0.1:8080 with the shipped disclosures
#   make test    every test, with a real Meilisearch and a real Chromium
#   make check   what a change must pass: lint, test, known vulnerabilities

GO          ?= go
ADDR        ?= 127.0.0.1:8080
DATA        ?= data
VERSION     ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
STATICCHECK  = honnef.co/go/tools/cmd/staticcheck@v0.7.0
GOVULNCHECK  = golang.org/x/vuln/cmd/govulncheck@v1.8.0
BENCH       ?= .

export CGO_ENABLED = 0

.PHONY: build run test test-go test-browser race fuzz bench score lint vuln check tools clean

build: ## one static binary in bin/
	$(GO) build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/mingzhang ./cmd/mingzhang

run: build
	bin/mingzhang serve --addr $(ADDR) --data $(DATA)

test: test-go test-browser

test-go: tools
	$(GO) test ./...

test-browser: build tools
	scripts/browser-tests

race: tools
	CGO_ENABLED=1 $(GO) test -race ./catalog/... ./portal/... ./search/... ./web/edge/...

FUZZTIME ?= 20s
fuzz: ## every fuzz target for FUZZTIME
	scripts/fuzz $(FUZZTIME)

bench: build tools
	scripts/bench

score: ## how much of the corpus is read: precision and recall for each field
	$(GO) run ./cmd/mzscore $(SCORE)

lint:
	test -z "$$(gofmt -l .)" || { gofmt -d .; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

vuln: ## needs the network: asks the Go vulnerability database
	$(GO) run $(GOVULNCHECK) ./...

check: lint test vuln

tools: node_modules/.package-lock.json

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

clean:
	rm -rf bin node_modules
