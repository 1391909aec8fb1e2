package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"mingzhang/account"
	"mingzhang/account/oidc"
	"mingzhang/desk"
	"mingzhang/ingest"
	"mingzhang/ingest/pdf"
	"mingzhang/web"
)

// sweepEvery is how often what has expired is removed.
const sweepEvery = time.Hour

// office is what a portal has for those who publish.
type office struct {
	desk     *desk.Desk
	accounts *account.Store
	pdf      *pdf.Pool
	provider *oidc.Provider // nil without OpenID Connect
	log      *slog.Logger
}

// openOffice opens the desk over a data folder and ends what a stop may have left.
func openOffice(ctx context.Context, o *options, s *store, log *slog.Logger) (*office, error) {
	f := &office{accounts: s.accounts, pdf: pdf.NewPool(pdf.Config{CacheDir: pdfCache()}), log: log}
	var err error
	f.desk, err = desk.Open(ctx, desk.Config{
		Folder: o.data, DB: s.db, Registry: s.registry, Units: s.accounts, Reader: &ingest.Reader{PDF: f.pdf.Read}, OnePerson: o.onePerson, Log: log,
	})
	if err == nil {
		err = f.desk.Resume(ctx)
	}
	if err == nil && o.oidcIssuer != "" {
		f.provider, err = o.openProvider()
	}
	if err == nil {
		err = f.firstAdmin(ctx, o.publicURL)
	}
	if err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

// openProvider prepares to sign in by OpenID Connect.
func (o *options) openProvider() (*oidc.Provider, error) {
	secret := ""
	if o.oidcSecretFile != "" {
		b, err := os.ReadFile(o.oidcSecretFile)
		if err != nil {
			return nil, fmt.Errorf("reading the secret of OpenID Connect: %w; --oidc-secret-file names a file that holds it", err)
		}
		secret = strings.TrimSpace(string(b))
	}
	return oidc.New(oidc.Config{
		Issuer: o.oidcIssuer, ClientID: o.oidcClient, ClientSecret: secret, Claim: o.oidcClaim, RedirectURL: strings.TrimRight(o.publicURL, "/") + web.ProviderReturn,
	})
}

// firstAdmin logs the link that makes the first admin, until there is one.
func (f *office) firstAdmin(ctx context.Context, publicURL string) error {
	secret, err := f.accounts.Bootstrap(ctx)
	if err != nil || secret == "" {
		return err
	}
	f.log.Warn("there is no admin yet; open this link within an hour to become the first one, and show it to nobody",
		slog.String("link", strings.TrimRight(publicURL, "/")+"/desk/first?link="+url.QueryEscape(secret)))
	return nil
}

// run publishes what was planned and removes what has expired, until ctx ends.
func (f *office) run(ctx context.Context) {
	var both sync.WaitGroup
	both.Go(func() { f.desk.Run(ctx) })
	both.Go(func() { f.sweep(ctx) })
	both.Wait()
}

func (f *office) sweep(ctx context.Context) {
	for {
		if _, err := f.accounts.Sweep(ctx); err != nil && ctx.Err() == nil {
			f.log.Warn("ended sessions were not removed; the next try is in an hour", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(sweepEvery):
		}
	}
}

func (f *office) close() error { return f.pdf.Close() }
