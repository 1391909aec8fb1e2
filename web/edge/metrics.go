package edge

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// routeUnmatched stands for every path that is no route, so that hostile paths
// make no new series.
const routeUnmatched = "unmatched"

// localRoute is where a request keeps its route when no handler of it runs.
type localRoute struct{}

func setRoute(c *fiber.Ctx, pattern string) { c.Context().SetUserValue(localRoute{}, pattern) }

// routeOf gives the pattern of the route that answered.
func routeOf(c *fiber.Ctx, status int) string {
	if pattern, ok := c.Context().UserValue(localRoute{}).(string); ok {
		return pattern
	}
	pattern := c.Route().Path
	// The middleware stands at / too.
	if pattern == "/" && (c.Path() != "/" || status >= 400) || pattern == "" {
		return routeUnmatched
	}
	return pattern
}

// metrics are the numbers that an operator watches. They have their own registry
// and no label that a client can choose.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	caching  *prometheus.CounterVec
	inFlight prometheus.Gauge
	serve    fiber.Handler
}

func newMetrics(facts func() Facts, k *cache) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mingzhang_http_requests_total", Help: "Requests answered.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "mingzhang_http_request_seconds", Help: "Time from the request to the answer; the body of a stream comes later.",
			Buckets: []float64{.0001, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
		caching: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "mingzhang_cache_requests_total", Help: "GET and HEAD requests by what the cache did: hit, miss, shared, not_modified or bypass.",
		}, []string{"result"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "mingzhang_http_in_flight", Help: "Requests that are being answered.",
		}),
	}
	size := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "mingzhang_cache_bytes", Help: "Upper bound of the memory of the cache of answers.",
	}, func() float64 { return float64(k.size()) })
	registry := prometheus.NewRegistry()
	registry.MustRegister(m.requests, m.seconds, m.caching, m.inFlight, size,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if facts != nil {
		registry.MustRegister(newFactsCollector(facts))
	}
	m.serve = adaptor.HTTPHandler(promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return m
}

func (m *metrics) observe(c *fiber.Ctx, status int, took time.Duration) {
	route := routeOf(c, status)
	m.requests.WithLabelValues(route, c.Method(), strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

func (m *metrics) cached(result string) { m.caching.WithLabelValues(result).Inc() }

// factsCollector reads the facts when it is asked, so that one revision is one
// series and old ones vanish.
type factsCollector struct {
	facts                                           func() Facts
	info, updated, disclosures, problems, searchRdy *prometheus.Desc
}

func newFactsCollector(facts func() Facts) *factsCollector {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("mingzhang_"+name, help, labels, nil)
	}
	return &factsCollector{
		facts:       facts,
		info:        desc("dataset_info", "Always 1; says which data and which build are served.", "revision", "build"),
		updated:     desc("dataset_updated_seconds", "Unix time of the newest publication."),
		disclosures: desc("dataset_disclosures", "Published disclosures."),
		problems:    desc("dataset_problems", "Files that could not be read."),
		searchRdy:   desc("search_ready", "1 when the full-text index holds this revision."),
	}
}

func (f *factsCollector) Describe(to chan<- *prometheus.Desc) { prometheus.DescribeByCollect(f, to) }

func (f *factsCollector) Collect(to chan<- prometheus.Metric) {
	now := f.facts()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	ready := 0.0
	if now.SearchReady {
		ready = 1
	}
	gauge(f.info, 1, now.Revision, now.Build)
	if !now.Updated.IsZero() {
		gauge(f.updated, float64(now.Updated.Unix()))
	}
	gauge(f.disclosures, float64(now.Disclosures))
	gauge(f.problems, float64(now.Problems))
	gauge(f.searchRdy, ready)
}
