package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mingzhang/ledger"
)

// LogPrefix is where the log stands. Below it are the paths of
// c2sp.org/tlog-tiles, which are the same for every log.
const LogPrefix = "/log"

// Ledger is the log of publications. Every question is answered by the newest
// checkpoint: what it does not imply is [ledger.ErrNotFound].
type Ledger interface {
	// Checkpoint gives the newest signed note.
	Checkpoint(ctx context.Context) ([]byte, error)
	// Tile gives the first hashes of a tile, 32 bytes each.
	Tile(ctx context.Context, level int, index int64, width int) ([]byte, error)
	// EntryBundle gives the first entries of a bundle.
	EntryBundle(ctx context.Context, index int64, width int) ([]byte, error)
	// Entry gives the bytes of an entry.
	Entry(ctx context.Context, index int64) ([]byte, error)
	// Proof gives the offline proof of an entry, a text of c2sp.org/tlog-proof.
	Proof(ctx context.Context, index int64) ([]byte, error)
	// VerifierKey gives the public key of the log in one line.
	VerifierKey() string
}

// How long answers of the log may be kept: a full tile never changes, the
// checkpoint with every publication.
const (
	cacheForever = "public, max-age=31536000, immutable"
	cacheNever   = "no-store"
)

// logFiles is the table of contents of the log.
func logFiles() []file {
	const text, bytes = "text/plain", "application/octet-stream"
	return []file{
		{LogPrefix + "/checkpoint", "logCheckpoint", tagLog, "检查点 · The newest signed checkpoint (c2sp.org/tlog-checkpoint)", text, fromLog((*server).checkpoint)},
		{LogPrefix + "/tile/{path}", "logTile", tagLog, "哈希与条目 · Tiles of hashes, and of entries below tile/entries (c2sp.org/tlog-tiles)", bytes, fromLog((*server).tile)},
		{LogPrefix + "/entry/{index}", "logEntry", tagLog, "一条记录 · One entry of the log, the exact bytes that it proves", fiber.MIMEApplicationJSON, fromLog((*server).entry)},
		{LogPrefix + "/proof/{index}", "logProof", tagLog, "存证 · The offline proof of one entry (c2sp.org/tlog-proof)", text, fromLog((*server).proof)},
		{LogPrefix + "/key", "logKey", tagLog, "公钥 · The public key of the log, a verifier key of c2sp.org/signed-note", text, fromLog((*server).key)},
	}
}

// fromLog answers with a file of the log. Without a log there is none.
func fromLog(ask func(*server, *fiber.Ctx) ([]byte, error)) func(*server, *fiber.Ctx) ([]byte, error) {
	return func(s *server, c *fiber.Ctx) ([]byte, error) {
		if s.Ledger == nil {
			return nil, fiber.ErrNotFound
		}
		b, err := ask(s, c)
		if errors.Is(err, ledger.ErrNotFound) {
			return nil, &refusal{status: http.StatusNotFound, detail: "The log has no such file. " + LogPrefix + "/checkpoint says how many entries it has; entries count from 0."}
		}
		return b, err
	}
}

func (s *server) checkpoint(c *fiber.Ctx) ([]byte, error) {
	c.Set(fiber.HeaderCacheControl, cacheNever)
	return s.Ledger.Checkpoint(c.UserContext())
}

func (s *server) tile(c *fiber.Ctx) ([]byte, error) {
	r, err := ledger.ParsePath(strings.TrimPrefix(c.Path(), LogPrefix+"/"))
	if err != nil {
		return nil, err
	}
	var b []byte
	if r.Level == ledger.EntriesLevel {
		b, err = s.Ledger.EntryBundle(c.UserContext(), r.Index, r.Width)
	} else {
		b, err = s.Ledger.Tile(c.UserContext(), r.Level, r.Index, r.Width)
	}
	if err == nil && !strings.Contains(c.Path(), ".p/") {
		c.Set(fiber.HeaderCacheControl, cacheForever)
	}
	return b, err
}

func (s *server) entry(c *fiber.Ctx) ([]byte, error) {
	index, err := indexIn(c)
	if err != nil {
		return nil, err
	}
	b, err := s.Ledger.Entry(c.UserContext(), index)
	if err == nil {
		c.Set(fiber.HeaderCacheControl, cacheForever)
	}
	return b, err
}

func (s *server) proof(c *fiber.Ctx) ([]byte, error) {
	index, err := indexIn(c)
	if err != nil {
		return nil, err
	}
	return s.Ledger.Proof(c.UserContext(), index)
}

func (s *server) key(*fiber.Ctx) ([]byte, error) {
	return []byte(s.Ledger.VerifierKey() + "\n"), nil
}

// indexIn reads the index in the path, in its one spelling.
func indexIn(c *fiber.Ctx) (int64, error) {
	text := c.Params("index")
	index, err := strconv.ParseInt(text, 10, 64)
	if err != nil || index < 0 || strconv.FormatInt(index, 10) != text {
		return 0, ledger.ErrNotFound
	}
	return index, nil
}
