package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mingzhang/verify"
)

// verifyPublished checks one text by its proof, without any network, or a whole
// portal.
func verifyPublished(ctx context.Context, c *call) error {
	key := c.flags.String("key", "", "public `key` of the log, or a file that holds it; get it from elsewhere than the portal")
	state := c.flags.String("state", "", "`file` that keeps what an audit of a portal has seen (default one for each portal below the user's configuration)")
	quick := c.flags.Bool("quick", false, "audit only what is new since the last audit")
	words, err := c.parse()
	if err != nil {
		return err
	}
	if *key, err = readKey(*key); err != nil {
		return err
	}
	switch {
	case len(words) == 2 && !isURL(words[0]):
		return c.verifyText(words[0], words[1], *key)
	case len(words) == 1 && isURL(words[0]):
		return c.verifyPortal(ctx, verify.Audit{URL: words[0], Key: *key, Quick: *quick}, *state)
	}
	fmt.Fprintln(c.err, "mingzhang verify: want FILE PROOF --key KEY, or the URL of a portal")
	return errUsage
}

func isURL(word string) bool {
	return strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "https://")
}

// readKey gives the key that is written out or stands in a file.
func readKey(key string) (string, error) {
	if key == "" || strings.Count(key, "+") >= 2 {
		return strings.TrimSpace(key), nil
	}
	b, err := os.ReadFile(key)
	if err != nil {
		return "", fmt.Errorf("reading the public key: %w; --key wants the key itself, as in mingzhang.example/log+8f3a…+…, or a file that holds it", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// verifyText checks a file by its proof.
func (c *call) verifyText(file, proofFile, key string) error {
	if key == "" {
		fmt.Fprintln(c.err, "mingzhang verify: --key is needed: the public key of the portal, from a newspaper, a friend or an earlier visit; a key that came with the proof proves nothing")
		return errUsage
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("reading the text: %w", err)
	}
	proof, err := os.ReadFile(proofFile)
	if err != nil {
		return fmt.Errorf("reading the proof: %w", err)
	}
	shown, err := verify.Text(text, proof, key)
	if errors.Is(err, verify.ErrInvalid) {
		fmt.Fprintf(c.out, "不一致：%s不是公开时的原文，或证明不属于它。\nNOT VERIFIED: %s\n", printable(file), printableLines(err.Error()))
		return errQuiet
	}
	if err != nil {
		return err
	}
	e := shown.Entry
	_, err = fmt.Fprintf(c.out, "一致：%s与公开存证逐字相同。\nverified: %s, revision %d (%s), entry %d of %s, logged %s\n",
		printable(file), e.Disclosure, e.Revision, e.Action, shown.Index, printable(shown.Origin), e.Time.Format(time.RFC3339))
	return err
}

// verifyPortal audits a portal and keeps what it has seen for the next time.
func (c *call) verifyPortal(ctx context.Context, a verify.Audit, file string) error {
	if file == "" {
		var err error
		if file, err = defaultState(a.URL); err != nil {
			return err
		}
	}
	var err error
	if a.Last, err = readState(file); err != nil {
		return err
	}
	if a.Quick && a.Last == nil {
		return fmt.Errorf("there is no earlier audit in %s; leave --quick out the first time", file)
	}
	var bar *progress
	a.Progress = func(done, all int) {
		if bar == nil {
			bar = newProgress(c.err, all, isTerminal(c.err))
		}
		bar.step(0)
	}
	report, err := verify.Portal(ctx, a)
	if bar != nil {
		bar.end()
	}
	if errors.Is(err, verify.ErrInvalid) {
		fmt.Fprintf(c.out, "不一致：日志与它以前签署的内容不符。请保留本次输出和 %s，并公开告知。\nNOT VERIFIED: %s\n", printable(file), printableLines(err.Error()))
		return errQuiet
	}
	if err != nil {
		return fmt.Errorf("auditing %s: %w", a.URL, err)
	}
	return errors.Join(c.printReport(report, a.URL), writeState(file, report.State))
}

func (c *call) printReport(r verify.Report, address string) error {
	for _, fault := range r.Faults {
		fmt.Fprintf(c.out, "不一致 / WRONG: %s\n", printableLines(fault.Error()))
	}
	if !r.Trusted {
		fmt.Fprintf(c.out, "公钥取自网站本身，下次核对将沿用；请另行核实 / the key is the portal's own word and will be kept; check it elsewhere:\n%s\n", printable(r.State.Key))
	}
	if r.Wrong > 0 {
		fmt.Fprintf(c.out, "不一致：%d份文本与日志不符。\nNOT VERIFIED: %d of %d texts of %s\n", r.Wrong, r.Wrong, r.Wrong+r.Texts, address)
		return errQuiet
	}
	_, err := fmt.Fprintf(c.out, "一致：%d条日志、%d份文本全部核对无误，上次以来新增%d条，依法清除%d份。\nverified: %d entries, %d texts, %d new since the last audit, %d erased by law\n",
		r.Entries, r.Texts, r.New, r.Erased, r.Entries, r.Texts, r.New, r.Erased)
	return err
}

// defaultState is where the state of a portal is kept.
func defaultState(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("%q is no address of a portal: %w", address, err)
	}
	folder, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("there is no place for what the audit has seen: %w; name a file with --state", err)
	}
	return filepath.Join(folder, "mingzhang", "verify", url.PathEscape(u.Host+u.Path)+".json"), nil
}

// readState reads what the last audit left; nil when there was none.
func readState(file string) (*verify.State, error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading what the last audit left: %w", err)
	}
	var s verify.State
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("%s is not what an audit leaves: %w; name another file with --state, and ask who changed this one", file, err)
	}
	return &s, nil
}

// writeState replaces the state whole: an audit that is cut off leaves the older one.
func writeState(file string, s verify.State) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o755)
	}
	if err == nil {
		err = os.WriteFile(file+".new", b, 0o644)
	}
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		return fmt.Errorf("keeping what the audit has seen: %w; name another place with --state", err)
	}
	return nil
}
