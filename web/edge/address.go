package edge

import (
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Address gives the address of the client of a request, without its port. Of a
// proxy that is trusted the X-Forwarded-For header is believed as far as trusted
// proxies wrote it: each adds at the end who it was asked by, so the last address
// that is no proxy's counts. What stands before it the client may have made up.
func Address(c *fiber.Ctx) string {
	nearest := c.Context().RemoteIP().String()
	if !c.IsProxyTrusted() {
		return nearest
	}
	trusted := c.App().Config().TrustedProxies
	var lines []string
	for _, line := range c.Request().Header.PeekAll(fiber.HeaderXForwardedFor) {
		lines = append(lines, string(line))
	}
	hops := strings.Split(strings.Join(lines, ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := hopAddress(hops[i])
		if err != nil {
			break // who wrote this is not a proxy that we know
		}
		if nearest = hop.String(); !isAmong(hop, trusted) {
			break
		}
	}
	return nearest
}

// hopAddress reads one address of X-Forwarded-For, which some proxies write with
// a port.
func hopAddress(hop string) (netip.Addr, error) {
	hop = strings.TrimSpace(hop)
	if with, err := netip.ParseAddrPort(hop); err == nil {
		return with.Addr().Unmap(), nil
	}
	one, err := netip.ParseAddr(strings.Trim(hop, "[]"))
	return one.Unmap(), err
}

// isAmong tells whether an address is one of a list of addresses and networks.
func isAmong(one netip.Addr, list []string) bool {
	for _, text := range list {
		if network, err := netip.ParsePrefix(text); err == nil && network.Contains(one) {
			return true
		}
		if known, err := netip.ParseAddr(text); err == nil && known.Unmap() == one {
			return true
		}
	}
	return false
}
