package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"

	"github.com/gofiber/fiber/v2"

	"mingzhang/api"
	"mingzhang/portal"
	"mingzhang/search"
	"mingzhang/web"
	"mingzhang/web/edge"
)

// dataset is an open data folder: the portal over it, and what must be closed.
type dataset struct {
	store     *store
	portal    *portal.Portal
	index     search.Index
	publicURL string // under which readers reach it
	closes    []func() error
}

// openDataset takes the data folder for this process and opens all that is in
// it. An empty folder is filled first.
func openDataset(ctx context.Context, o *options, log *slog.Logger) (*dataset, error) {
	d := &dataset{publicURL: o.publicURL}
	if err := d.open(ctx, o, log); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

func (d *dataset) open(ctx context.Context, o *options, log *slog.Logger) error {
	store, err := openStore(ctx, o, log)
	if err != nil {
		return err
	}
	d.store, d.closes = store, append(d.closes, store.close)
	index, closeIndex, err := o.openIndex(log)
	if err != nil {
		return err
	}
	d.index, d.closes = index, append(d.closes, closeIndex)
	d.portal, err = portal.Open(ctx, portal.Config{
		Registry: store.registry, Content: store.content, CacheDir: filepath.Join(o.data, "cache"), Rules: build(), Index: index, Log: log,
	})
	return err
}

// close closes in the opposite order of opening.
func (d *dataset) close() error {
	var all error
	for i := len(d.closes) - 1; i >= 0; i-- {
		all = errors.Join(all, d.closes[i]())
	}
	return all
}

// app is the portal with both faces, ready to serve. Tests start it on port 0
// with a folder of their own.
type app struct {
	*dataset
	office *office
	fiber  *fiber.App
}

func openApp(ctx context.Context, o *options, log *slog.Logger) (*app, error) {
	d, err := openDataset(ctx, o, log)
	if err != nil {
		return nil, err
	}
	a := &app{dataset: d}
	if a.office, err = openOffice(ctx, o, d.store, log); err == nil {
		d.closes = append(d.closes, a.office.close)
		err = a.mount(o, log)
	}
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return a, nil
}

func (a *app) mount(o *options, log *slog.Logger) error {
	apiConfig := api.Config{
		Base: o.publicURL, Version: version, Log: log, Ledger: a.store.registry,
		Office: &api.Office{Accounts: a.office.accounts, Desk: a.office.desk},
	}
	document, err := api.OpenAPI(apiConfig)
	if err != nil {
		return fmt.Errorf("describing the API: %w", err)
	}
	site, err := web.New(a.portal, web.Config{
		PublicURL: o.publicURL, EncodeJSON: api.Encode, OpenAPI: document,
		Office: &web.Office{Accounts: a.office.accounts, Registry: a.store.registry, Desk: a.office.desk, Provider: a.office.provider},
	})
	if err != nil {
		return fmt.Errorf("preparing the pages: %w", err)
	}
	a.fiber = edge.New(edge.Config{
		Log: log, Tag: tagOf(a.portal), Facts: factsOf(a.portal), APIError: api.Error, PageError: site.Error, Body: site.UploadLimit, TrustedProxies: o.proxies,
	})
	if err := api.Mount(a.fiber, a.portal, apiConfig); err != nil {
		return fmt.Errorf("setting up the API: %w", err)
	}
	site.Mount(a.fiber)
	return nil
}
