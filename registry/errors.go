package registry

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"mingzhang/database"
)

// What can go wrong, to be asked with errors.Is. The error itself says more.
// Besides there are the errors of database and ledger, such as database.ErrFull
// and ledger.ErrClock.
var (
	ErrAct       = errors.New("this cannot be done as it is asked")
	ErrRepeated  = errors.New("another act has this id; give each act an id of its own, and repeat an act with its id only as it was")
	ErrPublished = errors.New("this disclosure is published already; correct it instead")
	ErrStale     = errors.New("another revision was published meanwhile; compare with it and base the change on it")
	ErrWithdrawn = errors.New("this disclosure is withdrawn; a withdrawn disclosure stays as it is")
	ErrErased    = errors.New("the text of this revision was erased; its hash stays in the log")
	ErrNotFound  = errors.New("there is no such revision")
	ErrVersion   = errors.New("the log has an entry of a newer version of this program; start that version")
	ErrDamaged   = errors.New("a published text is missing or is not as it was published; restore it from a backup or a mirror")
)

// explain puts the sentence for people before an error of the disk, with the
// same errors as the database has.
func explain(err error) error {
	for cause, sentence := range map[error]error{
		syscall.ENOSPC: database.ErrFull, syscall.EDQUOT: database.ErrFull, syscall.EIO: database.ErrIO,
		syscall.EROFS: database.ErrReadOnly, fs.ErrPermission: database.ErrReadOnly,
	} {
		if errors.Is(err, cause) && !errors.Is(err, sentence) {
			return fmt.Errorf("%w (%w)", sentence, err)
		}
	}
	return err
}
