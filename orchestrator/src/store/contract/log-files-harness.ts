/** The file log store in a directory of its own. A crash is a copy of its files while they are open. */
import { cpSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogStore } from '../../ports/log-store.ts';
import { openLogFiles, type LogFilesOptions } from '../log-files/open-log-files.ts';
import { ref, type LogStoreHarness } from './log-store-contract.ts';

export interface LogFilesHarness extends LogStoreHarness {
  openWith(options: Partial<LogFilesOptions>): LogStore;
  /** The file of the suite's own attempt. */
  path(): string;
}

export function logFilesHarness(): LogFilesHarness {
  const top = mkdtempSync(join(tmpdir(), 'orchion-logs-'));
  let life = 0;
  let opened: LogStore | null = null;
  const root = (): string => join(top, `life-${life}`);
  const openWith = (options: Partial<LogFilesOptions>): LogStore => {
    opened = openLogFiles({ root: root(), ...options });
    return opened;
  };
  return {
    openWith,
    open: () => openWith({}),
    path: () => join(root(), ref.jobId.slice(4, 6), ref.jobId, `${ref.number}.log`),
    async crash() {
      const from = root();
      life++;
      cpSync(from, root(), { recursive: true });
      await opened?.close();
    },
    async dispose() {
      await opened?.close();
      await rm(top, { recursive: true, force: true });
    },
  };
}
