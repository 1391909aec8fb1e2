//go:build !linux

package pdf

func tryRights() string { return "ok" }
