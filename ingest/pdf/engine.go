package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// memoryPages is the most memory that PDFium may use, in WebAssembly pages of
// 64 KiB: 128 MiB.
const memoryPages = 2048

// engine is PDFium compiled to machine code. It opens a sandbox for each file, so
// that nothing of one file is left when the next one is read.
type engine struct {
	pool  pdfium.Pool
	cache wazero.CompilationCache
}

// newEngine compiles PDFium, or takes the code from the folder cacheDir when it
// was compiled there before: seconds against tenths of one. An empty cacheDir
// keeps no code.
func newEngine(cacheDir string) (*engine, error) {
	e := &engine{cache: wazero.NewCompilationCache()}
	if cacheDir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(cacheDir)
		if err != nil {
			return nil, fmt.Errorf("opening the cache of compiled code: %w", err)
		}
		e.cache = cache
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: 1,
		// The library's own default would show it the whole disk.
		FSConfig:      wazero.NewFSConfig().WithFSMount(jail(), "/"),
		RuntimeConfig: wazero.NewRuntimeConfig().WithCompilationCache(e.cache).WithMemoryLimitPages(memoryPages),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		RandomSource:  zeros{},
	})
	if err != nil {
		return nil, fmt.Errorf("compiling PDFium: %w", err)
	}
	e.pool = pool
	return e, nil
}

func (e *engine) close() error {
	return errors.Join(e.pool.Close(), e.cache.Close(context.Background()))
}

// zeros is a source of randomness without any: the same file gives the same text.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// sandbox is one fresh instance of PDFium.
type sandbox struct {
	instance pdfium.Pdfium
	module   api.Module
	calls    map[string]api.Function
	stack    [8]uint64
	scratch  uint32 // address of scratchSize bytes for results
	fault    error  // the first one; later calls give zeros
}

// scratchSize is enough for the results of any call made here, strings aside.
const scratchSize = 64

func (e *engine) sandbox() (*sandbox, error) {
	instance, err := e.pool.GetInstance(30 * time.Second)
	if err != nil {
		return nil, fmt.Errorf("starting PDFium: %w", err)
	}
	module, err := moduleOf(instance)
	if err != nil {
		return nil, errors.Join(err, instance.Close())
	}
	s := &sandbox{instance: instance, module: module, calls: map[string]api.Function{}}
	s.scratch = s.alloc(scratchSize)
	if s.fault != nil {
		return nil, errors.Join(s.fault, instance.Close())
	}
	return s, nil
}

// moduleOf gives the WebAssembly module of an instance. The library's own calls
// make a dozen allocations for each character of a page, which takes 30 times as
// long as asking the module; the field is exported, its type is not.
func moduleOf(instance pdfium.Pdfium) (api.Module, error) {
	v := reflect.Indirect(reflect.ValueOf(instance.GetImplementation()))
	if v.Kind() == reflect.Struct {
		if field := v.FieldByName("Module"); field.IsValid() && field.CanInterface() {
			if module, ok := field.Interface().(api.Module); ok {
				return module, nil
			}
		}
	}
	return nil, errors.New("this version of go-pdfium does not show its WebAssembly module")
}

// isFull tells whether most of the memory that PDFium may use is taken: it takes
// more in large steps, so a step that fails leaves some.
func (s *sandbox) isFull() bool {
	const most = memoryPages << 16 / 4 * 3
	return s.module.Memory().Size() >= most
}

// close gives the memory of the sandbox back.
func (s *sandbox) close() error { return s.instance.Close() }
