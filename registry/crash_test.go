package registry

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"mingzhang/content"
	"mingzhang/database"
	"mingzhang/internal/fault"
	"mingzhang/ledger"
)

// childRole makes a process of this test one that publishes until it is killed;
// longMode kills as often as a release must survive.
const (
	childRole = "REGISTRY_TEST_PUBLISHES"
	longMode  = "MINGZHANG_LONG"
)

// workers is how many goroutines of the child publish at once.
const workers = 6

// TestMain runs the tests, or publishes until it is killed.
func TestMain(m *testing.M) {
	if os.Getenv(childRole) == "" {
		os.Exit(m.Run())
	}
	fmt.Println(publishForEver(os.Args[1:]))
	os.Exit(1)
}

// stepOf gives the n-th act of a worker, always the same: it publishes,
// corrects, withdraws and erases one disclosure after the other.
func stepOf(worker, n int) Act {
	i := worker*1_000_000 + n/4
	switch n % 4 {
	case 1:
		return following(Correct, i, 1)
	case 2:
		return following(Withdraw, i, 2)
	case 3:
		return following(Erase, i, 1)
	}
	return publishing(i)
}

// publishForEver does the acts of all workers in a folder, from the given ones
// on, and prints what was acknowledged, until a fault point is reached for the
// n-th time, where the process kills itself. Its arguments are the folder, the
// point, n and the first act of each worker.
func publishForEver(args []string) error {
	var numbers []int
	for _, arg := range args[2:] {
		number, err := strconv.Atoi(arg)
		if err != nil {
			return err
		}
		numbers = append(numbers, number)
	}
	var mu sync.Mutex
	left := numbers[0]
	ctx := fault.With(context.Background(), func(reached string) error {
		mu.Lock()
		defer mu.Unlock()
		if reached == args[1] {
			if left--; left == 0 {
				return errors.Join(syscall.Kill(os.Getpid(), syscall.SIGKILL), errors.New("killed"))
			}
		}
		return nil
	})
	r, err := openFolder(ctx, args[0], time.Now)
	if err != nil {
		return err
	}
	if _, err := r.Adopt(ctx, content.Shipped()); err != nil {
		return err
	}
	failed := make(chan error)
	for worker := range workers {
		go func() { failed <- r.work(ctx, worker, numbers[1+worker]) }()
	}
	return <-failed
}

// work does the acts of one worker.
func (r *Registry) work(ctx context.Context, worker, from int) error {
	for n := from; ; n++ {
		act := stepOf(worker, n)
		act.Within = func(tx *database.Tx, receipt Receipt) error {
			_, err := tx.Exec("INSERT INTO caller (idx, act) VALUES (?, ?)", receipt.Index, receipt.Entry.ID)
			return err
		}
		receipt, err := r.Do(ctx, act)
		if err != nil {
			return err
		}
		if _, err := fmt.Printf("%d %d %d\n", worker, n, receipt.Index); err != nil {
			return err
		}
	}
}

// victim is a folder whose program is killed again and again.
type victim struct {
	*testing.T
	folder       string
	acknowledged map[[2]int]int64 // worker and act, and the index of its entry
	next         [workers]int     // of the acts that were not acknowledged
	kept         []byte           // checkpoint after the crash before
	crashes      int
}

func newVictim(t *testing.T) *victim {
	return &victim{T: t, folder: t.TempDir(), acknowledged: map[[2]int]int64{}}
}

// crash runs the child until it kills itself, or until so many acts were
// acknowledged. It begins with some acts that were done before: they must give
// the receipts that they gave.
func (v *victim) crash(point string, nth, lines int) {
	v.Helper()
	args := []string{v.folder, point, strconv.Itoa(nth)}
	for _, next := range v.next {
		args = append(args, strconv.Itoa(max(0, next-2)))
	}
	cmd := exec.CommandContext(v.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), childRole+"=1")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		v.Fatal(err)
	}
	for read := bufio.NewReader(out); ; lines-- {
		line, err := read.ReadString('\n')
		if errors.Is(err, io.EOF) { // a line that was cut off was not said
			break
		}
		v.acknowledge(line)
		if lines == 1 {
			if err := cmd.Process.Kill(); err != nil {
				v.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != -1 {
		v.Fatalf("%s %d: the child was not killed: %v", point, nth, err)
	}
	v.crashes++
}

// acknowledge notes a line of the child.
func (v *victim) acknowledge(line string) {
	v.Helper()
	var worker, n int
	var index int64
	if _, err := fmt.Sscanf(line, "%d %d %d\n", &worker, &n, &index); err != nil {
		v.Fatalf("the child says %q", line)
	}
	if before, ok := v.acknowledged[[2]int{worker, n}]; ok && before != index {
		v.Fatalf("act %d of worker %d has index %d and had %d", n, worker, index, before)
	}
	v.acknowledged[[2]int{worker, n}] = index
	v.next[worker] = max(v.next[worker], n+1)
}

// survey opens the registry after a crash: what was acknowledged is there once,
// each entry has its row, its text and what its caller wrote, or nothing of all,
// and the log goes on from what it was.
func (v *victim) survey() *Registry {
	v.Helper()
	r, err := openFolder(v.Context(), v.folder, time.Now)
	if err != nil {
		v.Fatal(err)
	}
	report, err := r.Fsck(v.Context())
	if err != nil || report.Unpublished > workers {
		v.Fatalf("Fsck = %+v, %v", report, err)
	}
	err = r.db.Read(v.Context(), func(tx *database.Tx) error {
		if v.kept != nil {
			if err := r.log.Extends(tx, v.kept); err != nil {
				return err
			}
		}
		view, err := ledger.Read(tx)
		if err != nil {
			return err
		}
		v.kept = view.Checkpoint().Note
		return v.compare(tx, view)
	})
	if err != nil {
		v.Fatal(err)
	}
	return r
}

// compare looks for each act that was acknowledged, and for halves.
func (v *victim) compare(tx *database.Tx, view *ledger.View) error {
	for act, index := range v.acknowledged {
		id := stepOf(act[0], act[1]).ID
		if found, err := view.Find(id); err != nil || found.Index != index {
			return fmt.Errorf("act %s: index %d, %w; acknowledged was %d", id, found.Index, err, index)
		}
	}
	var halves int
	err := tx.QueryRow(`SELECT (SELECT count(*) FROM caller c LEFT JOIN entry e ON e.idx = c.idx AND e.action_id = c.act WHERE e.idx IS NULL)
		+ (SELECT count(*) FROM entry e LEFT JOIN caller c ON e.idx = c.idx WHERE c.idx IS NULL AND e.action_id NOT LIKE 'adopt-%')`).Scan(&halves)
	if err == nil && halves > 0 {
		err = fmt.Errorf("%d acts are half there", halves)
	}
	return err
}

// end lets Tessera verify the log and tells what was survived.
func (v *victim) end(r *Registry) {
	v.Helper()
	tesseraFsck(v.T, r)
	report, err := r.Fsck(v.Context())
	if err := errors.Join(err, r.db.Close()); err != nil {
		v.Fatal(err)
	}
	if len(v.acknowledged) == 0 || report.Log.Entries < int64(len(v.acknowledged)) {
		v.Errorf("acknowledged were %d acts, the log has %d entries", len(v.acknowledged), report.Log.Entries)
	}
	v.Logf("%d crashes; %d acknowledged acts, all there once; %d entries, %d texts and the log verify", v.crashes,
		len(v.acknowledged), report.Log.Entries, report.Texts)
}

// TestKilledAnywhere kills a process under load: at every fault point, from the
// first start on, and at moments of chance.
func TestKilledAnywhere(t *testing.T) {
	each, byChance, perFolder := 1, 3, 100
	if os.Getenv(longMode) != "" {
		each, byChance, perFolder = 20, 200, 32
	}
	random := rand.New(rand.NewPCG(5, 6))
	var v *victim
	run := func(point string, nth, lines int) {
		if v == nil {
			v = newVictim(t)
		}
		v.crash(point, nth, lines)
		r := v.survey()
		if v.crashes == perFolder {
			v.end(r)
			v = nil
			return
		}
		if err := r.db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for round := range each {
		for _, point := range points() {
			run(point, 1+random.IntN(1+20*(round%3)), -1)
		}
	}
	for range byChance {
		run("", 0, 1+random.IntN(150))
	}
	if v != nil {
		v.end(v.survey())
	}
}
