package main

import (
	"net"

	"golang.org/x/sys/unix"
)

// listenPrivately makes a socket that only the owner of this process may use,
// from its first moment on.
func listenPrivately(place string) (net.Listener, error) {
	old := unix.Umask(0o177)
	defer unix.Umask(old)
	return net.Listen("unix", place)
}
