//go:build !linux

package pdf

// limitMemory does nothing where the system has no such limits.
func limitMemory() error { return nil }

// dropRights does nothing where the system has no such limits.
func dropRights() error { return nil }
