package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// machine describes where and when the figures were taken.
func machine() string {
	return fmt.Sprintf("%s, %d cores (%s), %s, load average %s",
		time.Now().UTC().Format("2006-01-02 15:04 UTC"), runtime.NumCPU(), cpuModel(), runtime.Version(), loadAverage())
}

func cpuModel() string {
	b, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.Lines(string(b)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

func loadAverage() string {
	b, err := os.ReadFile("/proc/loadavg")
	if fields := strings.Fields(string(b)); err == nil && len(fields) > 0 {
		return fields[0]
	}
	return "unknown"
}

// clockTick is the unit of CPU time in /proc, the same on every Linux that Go
// runs on.
const clockTick = 10 * time.Millisecond

// cpuTime gives the CPU time that a process has used so far.
func cpuTime(pid int) (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("reading the CPU time of process %d: %w", pid, err)
	}
	return parseStat(string(b))
}

// parseStat reads user and system time of a line of /proc/PID/stat.
func parseStat(line string) (time.Duration, error) {
	fields := strings.Fields(line[strings.LastIndexByte(line, ')')+1:]) // the name before may hold anything
	if len(fields) < 13 {
		return 0, fmt.Errorf("a line of /proc/PID/stat has too few fields")
	}
	var ticks int64
	for _, field := range fields[11:13] {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("reading CPU time: %w", err)
		}
		ticks += n
	}
	return time.Duration(ticks) * clockTick, nil
}

// memory is what a process holds, in megabytes of a million bytes.
type memory struct {
	resident, peak float64
	own            float64 // without pages of files, which the system may drop at any time
}

func memoryOf(pid int) (memory, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return memory{}, fmt.Errorf("reading the memory of process %d: %w", pid, err)
	}
	return parseStatus(string(b)), nil
}

// parseStatus reads the sizes in /proc/PID/status.
func parseStatus(text string) memory {
	var m memory
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(line, ":")
		kib, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		if err != nil {
			continue
		}
		megabytes := kib * 1024 / 1e6
		switch name {
		case "VmRSS":
			m.resident = megabytes
		case "VmHWM":
			m.peak = megabytes
		case "RssAnon":
			m.own = megabytes
		}
	}
	return m
}
