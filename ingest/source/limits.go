package source

// Limits on what one file may hold. They are far above what a disclosure needs
// and far below what hurts a server.
const (
	MaxFile    = 20 << 20 // bytes
	MaxText    = 300_000  // characters of all blocks
	MaxBlocks  = 60_000
	MaxPages   = 300
	MaxRows    = 2_000 // of one table
	MaxColumns = 64    // of one table
)
