package account

import (
	"context"
	"fmt"
	"testing"
)

// TestKnownDeviceInABadNeighbourhood: who guesses names from an address locks that
// address, but not a device on it whose owner signed in before.
func TestKnownDeviceInABadNeighbourhood(t *testing.T) {
	const office = "198.51.100.1"
	ctx, h := context.Background(), open(t)
	h.person("clerk", Reviewer, "")
	in, err := h.SignIn(ctx, Attempt{Login: "clerk", Password: good, Address: office})
	must(t, err)
	for i := range freePerAddress {
		_, err := h.SignIn(ctx, Attempt{Login: fmt.Sprintf("nobody%d", i), Password: "wrong", Address: office})
		wants(t, "a free try", err, ErrSignIn)
	}
	_, err = h.SignIn(ctx, Attempt{Login: "clerk", Password: good, Address: office})
	wants(t, "an unknown device there", err, ErrLocked)
	_, err = h.SignIn(ctx, Attempt{Login: "clerk", Password: good, Address: office, Known: in.Known})
	must(t, err)
	for range freePerDevice {
		_, err = h.SignIn(ctx, Attempt{Login: "clerk", Password: "wrong", Address: "203.0.113.7", Known: in.Known})
		wants(t, "a free try of the device", err, ErrSignIn)
	}
	_, err = h.SignIn(ctx, Attempt{Login: "clerk", Password: good, Address: "203.0.113.8", Known: in.Known})
	wants(t, "the device after its own wrong tries", err, ErrLocked)
}
