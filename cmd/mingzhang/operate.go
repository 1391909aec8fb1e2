package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"mingzhang/backup"
	"mingzhang/database"
	"mingzhang/trail"
)

// erase removes the text of one revision for ever. Its hash stays in the log.
func erase(ctx context.Context, c *call) error {
	o := c.dataOptions()
	reason := c.flags.String("reason", "", "private `reason`, such as the number of a court order")
	words, err := c.parse()
	if err != nil {
		return err
	}
	revision := 0
	if len(words) == 2 {
		revision, err = strconv.Atoi(words[1])
	}
	if len(words) != 2 || err != nil || *reason == "" {
		c.flags.Usage()
		return errUsage
	}
	return c.onStore(ctx, o, func(ctx context.Context, s *store) error {
		receipt, err := s.registry.Erase(ctx, fmt.Sprintf("erase-%s-%d", words[0], revision), words[0], revision, *reason)
		if err != nil {
			return fmt.Errorf("erasing revision %d of %s: %w", revision, words[0], err)
		}
		if c.open == nil { // no portal runs that takes the text out of its cache
			if err := os.RemoveAll(filepath.Join(s.folder, "cache")); err != nil {
				return fmt.Errorf("the text is erased, but the cache still holds it: %w; remove that folder", err)
			}
		}
		_, err = fmt.Fprintf(c.out, "已清除 erased: %s 版本 revision %d 存证 index %d；备份里的副本须另行处理 · copies in backups are yours to remove\n", words[0], revision, receipt.Index)
		return err
	})
}

// backUp writes everything into one file.
func backUp(ctx context.Context, c *call) error {
	o := c.dataOptions()
	words, err := c.parse()
	if err != nil {
		return err
	}
	if len(words) != 1 {
		c.flags.Usage()
		return errUsage
	}
	return c.onStore(ctx, o, func(ctx context.Context, s *store) error {
		file := c.path(words[0])
		r, err := backup.Write(ctx, file, s.folder, s.db.Backup, time.Now())
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(c.out, "已备份 backed up: %s，%d个文件 files，%d字节 bytes。备份含日志私钥和个人信息，请妥善保管 · it holds the private key and personal data: keep it safe\n", file, r.Files, r.Bytes)
		return err
	})
}

// restore makes a data folder of a backup and checks it.
func restore(ctx context.Context, c *call) error {
	o := c.dataOptions()
	words, err := c.parse()
	if err != nil {
		return err
	}
	if len(words) != 1 {
		c.flags.Usage()
		return errUsage
	}
	r, err := backup.Restore(words[0], o.data)
	if err != nil {
		return err
	}
	return c.onStore(ctx, o, func(ctx context.Context, s *store) error {
		if err := c.check(ctx, s); err != nil {
			return err
		}
		_, err := fmt.Fprintf(c.out, "已恢复到 restored to: %s，备份时间 made %s。此后公开过的内容不在其中：发布前请先补齐，否则日志会分叉 · "+
			"what was published after that is missing: bring it back before you publish anything, or the log forks and everybody who audits it will see\n",
			o.data, r.Made.Format(time.RFC3339))
		return err
	})
}

// fsck checks everything that is kept.
func fsck(ctx context.Context, c *call) error {
	o := c.dataOptions()
	if err := c.noArguments(); err != nil {
		return err
	}
	return c.onStore(ctx, o, func(ctx context.Context, s *store) error { return c.check(ctx, s) })
}

// check checks database, audit trail, log and every published text, all of them
// whatever the others give.
func (c *call) check(ctx context.Context, s *store) error {
	var head trail.Head
	report, err := s.registry.Fsck(ctx)
	err = errors.Join(s.db.Check(ctx), s.db.Read(ctx, func(tx *database.Tx) (err error) {
		head, err = trail.Verify(tx)
		return err
	}), err)
	if err != nil {
		return fmt.Errorf("不一致 / not in order: %w", err)
	}
	_, err = fmt.Fprintf(c.out, "一致：日志%d条，公开文本%d份，操作记录%d条。\nin order: %d log entries, %d texts, %d events of the audit trail\n",
		report.Log.Entries, report.Texts, head.ID, report.Log.Entries, report.Texts, head.ID)
	return err
}
