package pdf

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// What a child may use. WebAssembly does not start in less than 2 GB of
// addresses; the time serves some hundred files.
const (
	maxAddresses = 3 << 30 // bytes
	maxSeconds   = 20 * 60 // of the processor
	maxOpenFiles = 32
)

// limitMemory holds this process to its share of memory and time.
func limitMemory() error {
	return limit(map[int]uint64{unix.RLIMIT_AS: maxAddresses, unix.RLIMIT_CPU: maxSeconds, unix.RLIMIT_CORE: 0})
}

// dropRights leaves this process little but its pipes: it can write no files and
// open few.
func dropRights() error {
	return limit(map[int]uint64{unix.RLIMIT_FSIZE: 0, unix.RLIMIT_NOFILE: maxOpenFiles})
}

func limit(most map[int]uint64) error {
	for resource, n := range most {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: n, Max: n}); err != nil {
			return fmt.Errorf("setting limit %d: %w", resource, err)
		}
	}
	return nil
}
