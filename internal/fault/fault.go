// Package fault lets a test stop, fail or kill the program at named points of
// its writing. A hook travels in a context and no command, variable or setting
// can bring one in, so that the program itself never has one.
package fault

import "context"

// Hook is called with the name of each point that the program reaches. What it
// returns takes the place of the step that would have come next; a nil hook
// lets everything pass.
type Hook func(point string) error

// At calls the hook when there is one.
func (h Hook) At(point string) error {
	if h == nil {
		return nil
	}
	return h(point)
}

// key is the place of the hook in a context.
type key struct{}

// With gives a context that carries the hook.
func With(ctx context.Context, hook Hook) context.Context {
	return context.WithValue(ctx, key{}, hook)
}

// From gives the hook of a context, nil without one.
func From(ctx context.Context) Hook {
	hook, _ := ctx.Value(key{}).(Hook)
	return hook
}
