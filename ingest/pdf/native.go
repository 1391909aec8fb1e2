package pdf

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// call calls a function of PDFium by its name in C. After a fault of the sandbox
// all calls give 0, so that it is enough to look at s.fault now and then.
func (s *sandbox) call(name string, params ...uint64) uint64 {
	if s.fault != nil {
		return 0
	}
	f, known := s.calls[name]
	if !known {
		if f = s.module.ExportedFunction(name); f == nil {
			s.fault = fmt.Errorf("PDFium has no function %s", name)
			return 0
		}
		s.calls[name] = f
	}
	copy(s.stack[:], params)
	if err := f.CallWithStack(context.Background(), s.stack[:]); err != nil {
		cause, _, _ := strings.Cut(err.Error(), "\n") // the rest is a stack of numbers
		s.fault = fmt.Errorf("calling %s: %s", name, cause)
		return 0
	}
	return s.stack[0]
}

// number calls a function that gives a C int.
func (s *sandbox) number(name string, params ...uint64) int {
	return int(int32(uint32(s.call(name, params...))))
}

// is calls a function that gives a truth value.
func (s *sandbox) is(name string, params ...uint64) bool {
	return uint32(s.call(name, params...)) != 0
}

// alloc takes memory within the sandbox.
func (s *sandbox) alloc(size int) uint32 {
	p := uint32(s.call("malloc", uint64(size)))
	if p == 0 && s.fault == nil {
		s.fault = errors.New("PDFium has no memory left")
	}
	return p
}

// place copies bytes into the sandbox.
func (s *sandbox) place(b []byte) uint32 {
	p := s.alloc(len(b))
	if s.fault == nil && !s.module.Memory().Write(p, b) {
		s.fault = errors.New("PDFium has no memory left")
	}
	return p
}

// out gives the address of the i-th result of 8 bytes.
func (s *sandbox) out(i int) uint64 { return uint64(s.scratch) + uint64(i)*8 }

func (s *sandbox) float64At(i int) float64 {
	v, _ := s.module.Memory().ReadFloat64Le(s.scratch + uint32(i)*8)
	return v
}

// float32At gives the i-th float of 4 bytes in a C struct of floats.
func (s *sandbox) float32At(i int) float64 {
	v, _ := s.module.Memory().ReadFloat32Le(s.scratch + uint32(i)*4)
	return float64(v)
}

// intAt gives the C int at the i-th place of 8 bytes.
func (s *sandbox) intAt(i int) int {
	v, _ := s.module.Memory().ReadUint32Le(s.scratch + uint32(i)*8)
	return int(int32(v))
}

// floatAt gives the C float at the i-th place of 8 bytes.
func (s *sandbox) floatAt(i int) float64 {
	v, _ := s.module.Memory().ReadFloat32Le(s.scratch + uint32(i)*8)
	return float64(v)
}

// maxName is the most bytes that text gives.
const maxName = 64 << 10

// text calls a function that writes UTF-16 into a buffer and gives its length in
// bytes; the buffer and its size are the last two parameters.
func (s *sandbox) text(name string, params ...uint64) string {
	n := s.number(name, append(params, 0, 0)...)
	if s.fault != nil || n < 4 || n > maxName {
		return ""
	}
	buffer := s.alloc(n)
	defer s.call("free", uint64(buffer))
	s.call(name, append(params, uint64(buffer), uint64(n))...)
	b, ok := s.module.Memory().Read(buffer, uint32(n))
	if s.fault != nil || !ok {
		return ""
	}
	units := make([]uint16, 0, n/2)
	for i := 0; i+1 < n; i += 2 {
		units = append(units, uint16(b[i])|uint16(b[i+1])<<8)
	}
	if last := len(units) - 1; units[last] == 0 {
		units = units[:last]
	}
	return string(utf16.Decode(units))
}
