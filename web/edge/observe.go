package edge

import (
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// headerRequestID carries the id by which an answer is found in the log.
const headerRequestID = "X-Request-Id"

// panicError is a handler's panic, made an error.
type panicError struct {
	value any
	stack []byte
}

func (p *panicError) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// observe is the outermost handler: whatever happens inside, the client gets an
// answer, and log and metrics know of it.
func (e *edge) observe(c *fiber.Ctx) error {
	start := time.Now()
	identify(c)
	e.metrics.inFlight.Inc()
	defer e.metrics.inFlight.Dec()
	err := survive(c)
	if err != nil {
		e.fail(c, err)
	}
	protect(c)
	e.report(c, time.Since(start), err)
	return nil
}

// survive runs the handlers and turns a panic into an error.
func survive(c *fiber.Ctx) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicError{value, debug.Stack()}
		}
	}()
	return c.Next()
}

// identify gives the request an id: the client's, when it is a sane one.
func identify(c *fiber.Ctx) {
	id := c.Request().Header.Peek(headerRequestID)
	if isSaneID(id) {
		c.Response().Header.SetBytesV(headerRequestID, id)
		return
	}
	var raw [8]byte
	n := rand.Uint64()
	for i := range raw {
		raw[i] = byte(n >> (8 * i))
	}
	c.Response().Header.SetBytesV(headerRequestID, hex.AppendEncode(nil, raw[:]))
}

func isSaneID(id []byte) bool {
	if len(id) < 8 || len(id) > 64 {
		return false
	}
	for _, b := range id {
		if !('0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '-' || b == '_') {
			return false
		}
	}
	return true
}

// fail lets the face that the path belongs to write the failure.
func (e *edge) fail(c *fiber.Ctx, err error) {
	c.Response().ResetBody()
	c.Response().Header.Del(fiber.HeaderContentEncoding)
	write := e.PageError
	if isData(c.Path()) {
		write = e.APIError
	}
	if writeErr := survivor(write)(c, err); writeErr != nil {
		e.Log.Error("writing a failure failed too", "error", writeErr.Error())
		c.Response().Reset()
		c.Status(fiber.StatusInternalServerError)
		c.Response().SetBodyString("500 Internal Server Error\n")
	}
	setIfAbsent(c, fiber.HeaderCacheControl, "no-store")
}

func survivor(write fiber.ErrorHandler) fiber.ErrorHandler {
	return func(c *fiber.Ctx, err error) (failed error) {
		defer func() {
			if value := recover(); value != nil {
				failed = &panicError{value, debug.Stack()}
			}
		}()
		return write(c, err)
	}
}

// refuse answers what the server could not even read as a request: headers or a
// body that are too large, or bytes that are no HTTP.
func (e *edge) refuse(c *fiber.Ctx, err error) error {
	identify(c)
	e.fail(c, err)
	protect(c)
	e.report(c, 0, err)
	return nil
}

// report tells log and metrics how the request ended.
func (e *edge) report(c *fiber.Ctx, took time.Duration, err error) {
	status := c.Response().StatusCode()
	e.metrics.observe(c, status, took)
	level := slog.LevelInfo
	if status >= 500 {
		level = slog.LevelError
	}
	ctx := c.Context()
	if !e.Log.Enabled(ctx, level) {
		return
	}
	attrs := append(make([]slog.Attr, 0, 9),
		slog.String("method", c.Method()),
		slog.String("path", loggable(c.Path())),
		slog.Int("status", status),
		slog.Duration("duration", took),
		slog.Int("bytes", bodySize(c)),
		slog.String("request_id", string(c.Response().Header.Peek(headerRequestID))))
	if status >= 500 && err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	if p := (*panicError)(nil); errors.As(err, &p) {
		attrs = append(attrs, slog.String("stack", string(p.stack)))
	}
	e.Log.LogAttrs(ctx, level, "request", attrs...)
}

// loggable cuts a path that no route of ours could have.
func loggable(path string) string {
	const longest = 200
	if len(path) <= longest {
		return path
	}
	return strings.ToValidUTF8(path[:longest], "") + "…"
}

// bodySize gives the bytes of the body; -1 for a stream, which has not been
// written yet.
func bodySize(c *fiber.Ctx) int {
	if c.Response().IsBodyStream() {
		return -1
	}
	return len(c.Response().Body())
}
