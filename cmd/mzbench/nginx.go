package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"mingzhang/content"
)

// served is an answer of the portal that nginx is to give as well.
type served struct {
	name, path string
	body       []byte // compressed
	header     http.Header
}

// file is the path at which nginx gives the answer.
func (a served) file() string { return "/" + content.SHA256([]byte(a.path))[:12] }

// startNginx starts an nginx that gives the same bytes from files that were compressed before (gzip_static), with the same headers.
func (b *bench) startNginx(answers []served) (*process, error) {
	path, err := exec.LookPath("nginx")
	if err != nil {
		return nil, fmt.Errorf("nginx %w: install the package nginx-light", errMissing)
	}
	root := b.folder("nginx")
	if err := errors.Join(os.RemoveAll(root), os.MkdirAll(filepath.Join(root, "tmp"), 0o755)); err != nil {
		return nil, fmt.Errorf("making a folder for nginx: %w", err)
	}
	addr, err := freeAddress()
	if err != nil {
		return nil, err
	}
	locations, err := writeLocations(root, answers)
	if err != nil {
		return nil, err
	}
	config := filepath.Join(root, "nginx.conf")
	if err := os.WriteFile(config, []byte(nginxConfig(root, addr, locations)), 0o644); err != nil {
		return nil, fmt.Errorf("writing nginx.conf: %w", err)
	}
	p, err := b.launch("nginx", exec.CommandContext(b.ctx, path, "-p", root, "-e", filepath.Join(root, "error.log"), "-c", config), nil)
	if err != nil {
		return nil, err
	}
	p.url = "http://" + addr
	if err := p.await(b.ctx, 30*time.Second, func() bool { return answers200(p.url + answers[0].file()) }); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return p, nil
}

// writeLocations writes the files and gives the part of the configuration that
// serves them.
func writeLocations(root string, answers []served) (string, error) {
	var b strings.Builder
	for _, a := range answers {
		name := root + a.file()
		if err := errors.Join(os.WriteFile(name, nil, 0o644), os.WriteFile(name+".gz", a.body, 0o644)); err != nil {
			return "", fmt.Errorf("writing the bytes that nginx serves: %w", err)
		}
		fmt.Fprintf(&b, "location = %s { default_type %q; types { } etag off;\n", a.file(), a.header.Get("Content-Type"))
		for header, values := range a.header {
			switch header {
			case "Date", "Content-Length", "Content-Type", "Content-Encoding", "Server", "Connection", "Last-Modified":
				continue
			}
			for _, value := range values {
				fmt.Fprintf(&b, "  add_header %s %q;\n", header, value)
			}
		}
		b.WriteString("}\n")
	}
	return b.String(), nil
}

// nginxConfig is the configuration of a fast server of files: no log, files kept
// open, as many workers as cores.
func nginxConfig(root, addr, locations string) string {
	return `daemon off; worker_processes auto; pid ` + root + `/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  open_file_cache max=100 inactive=600s; open_file_cache_valid 600s;
  gzip_static always;
  client_body_temp_path ` + root + `/tmp; proxy_temp_path ` + root + `/tmp; fastcgi_temp_path ` + root + `/tmp; uwsgi_temp_path ` + root + `/tmp; scgi_temp_path ` + root + `/tmp;
  server { listen ` + addr + `; root ` + root + `;
` + locations + `  }
}
`
}
