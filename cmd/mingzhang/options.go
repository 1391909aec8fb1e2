package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"mingzhang/account"
	"mingzhang/search"
	"mingzhang/search/embedded"
	"mingzhang/search/meili"
)

const (
	defaultAddr = "127.0.0.1:8080"
	defaultData = "data"
)

// options are the settings that the commands on a data folder share.
type options struct {
	data         string
	publicURL    string
	meiliURL     string
	meiliKeyFile string
	meiliIndex   string

	needCode       []account.Role // roles that sign in with a code too
	onePerson      bool           // who edited a draft may approve it
	oidcIssuer     string
	oidcClient     string
	oidcClaim      string
	oidcSecretFile string
	proxies        []string // addresses whose forwarded headers are believed
}

func (c *call) dataOptions() *options {
	o := &options{}
	c.flags.StringVar(&o.data, "data", defaultData, "data `folder`; made when it is missing, filled with the shipped disclosures when it is empty")
	c.flags.StringVar(&o.publicURL, "public-url", "", "`URL` under which readers reach the portal (default the address); at the first start its host names the log for ever")
	c.flags.StringVar(&o.meiliURL, "meili-url", "", "`URL` of a Meilisearch server; without it the embedded engine searches")
	c.flags.StringVar(&o.meiliKeyFile, "meili-key-file", "", "`file` with the key of the Meilisearch server")
	c.flags.StringVar(&o.meiliIndex, "meili-index", "mingzhang", "`name` of the index on the Meilisearch server")
	return o
}

// officeOptions are the settings of those who publish.
func (c *call) officeOptions(o *options) {
	o.needCode = []account.Role{account.Reviewer, account.Admin}
	c.flags.Func("need-code", "`roles` that sign in with a code of an authenticator app too, divided by commas, or none (default reviewer,admin)", func(text string) error {
		o.needCode = nil
		for _, name := range strings.Split(text, ",") {
			if name == "none" {
				continue
			}
			role, err := account.ParseRole(name)
			if err != nil {
				return err
			}
			o.needCode = append(o.needCode, role)
		}
		return nil
	})
	c.flags.Func("trusted-proxies", "`addresses` or networks of the proxies in front, divided by commas, whose X-Forwarded-For is believed", func(text string) error {
		o.proxies = strings.Split(text, ",")
		return nil
	})
	c.flags.BoolVar(&o.onePerson, "one-person", false, "who edited or submitted a draft may approve it too")
	c.flags.StringVar(&o.oidcIssuer, "oidc-issuer", "", "`URL` of an OpenID Connect provider to sign in by")
	c.flags.StringVar(&o.oidcClient, "oidc-client", "", "`id` under which the provider knows this portal")
	c.flags.StringVar(&o.oidcSecretFile, "oidc-secret-file", "", "`file` with the secret that the provider gave this portal")
	c.flags.StringVar(&o.oidcClaim, "oidc-claim", "", "`claim` that has the login name: email or preferred_username (default email)")
}

// orDefaultURL gives the options of a command that serves nobody.
func (o *options) orDefaultURL() *options {
	if o.publicURL == "" {
		o.publicURL = urlOf(defaultAddr)
	}
	return o
}

// openIndex gives the search engine that the options ask for.
func (o *options) openIndex(log *slog.Logger) (index search.Index, closeIndex func() error, err error) {
	if o.meiliURL == "" {
		return o.openEmbedded(log)
	}
	key, err := o.meiliKey()
	if err != nil {
		return nil, nil, err
	}
	engine, err := meili.Open(meili.Config{URL: o.meiliURL, Key: key, Index: o.meiliIndex})
	if err != nil {
		return nil, nil, fmt.Errorf("setting up Meilisearch: %w", err)
	}
	return engine, func() error { return nil }, nil
}

func (o *options) openEmbedded(log *slog.Logger) (search.Index, func() error, error) {
	engine, err := embedded.Open(filepath.Join(o.data, "search"), log)
	if errors.Is(err, embedded.ErrDamaged) {
		log.Warn("the search index cannot be used and will be built anew", slog.Any("error", err))
	} else if err != nil {
		return nil, nil, fmt.Errorf("opening the search index: %w", err)
	}
	return engine, engine.Close, nil
}

func (o *options) meiliKey() (string, error) {
	if o.meiliKeyFile == "" {
		return "", nil
	}
	b, err := os.ReadFile(o.meiliKeyFile)
	if err != nil {
		return "", fmt.Errorf("reading the key of Meilisearch: %w; --meili-key-file names a file that holds it", err)
	}
	return strings.TrimSpace(string(b)), nil
}
