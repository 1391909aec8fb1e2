package fault

import (
	"context"
	"errors"
	"testing"
)

// TestHookTravels shows that only a context that was given a hook carries one.
func TestHookTravels(t *testing.T) {
	if err := From(context.Background()).At("anywhere"); err != nil {
		t.Errorf("without a hook: %v", err)
	}
	full := errors.New("full")
	ctx := With(context.Background(), func(point string) error {
		if point == "here" {
			return full
		}
		return nil
	})
	if err := From(ctx).At("elsewhere"); err != nil {
		t.Errorf("at another point: %v", err)
	}
	if err := From(ctx).At("here"); !errors.Is(err, full) {
		t.Errorf("at the point: %v; want %v", err, full)
	}
}
