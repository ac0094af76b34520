import { describe, expect, test } from 'vitest';
import type { LogChunk } from '@orchion/domain';
import { recordBytesOf } from './log-record.ts';
import { RecentRecords, type RecentUse } from './recent-records.ts';

const mebibyte = 1024 * 1024;

function filled(use: RecentUse, mebibytes: number): { readonly recent: RecentRecords; readonly positions: number[] } {
  const recent = new RecentRecords(use);
  const positions: number[] = [];
  let position = 0;
  for (let i = 0; i < mebibytes; i++) {
    const bytes = new Uint8Array(mebibyte);
    const chunk: LogChunk = { kind: 'data', stream: 'stdout', offset: i * mebibyte, at: 1, bytes };
    recent.add({ position, chunk });
    positions.push(position);
    position += recordBytesOf(chunk);
  }
  return { recent, positions };
}

describe('the newest records of a log', () => {
  test('are the last few mebibytes, up to the end', () => {
    const use = { bytes: 0 };
    const { recent, positions } = filled(use, 10);
    expect(positions.map((position) => recent.from(position)?.length ?? 0)).toEqual([0, 0, 0, 0, 0, 0, 0, 3, 2, 1]);
    expect(recent.from(17)).toBeNull();
    expect(use.bytes).toBeLessThanOrEqual(4 * mebibyte);
  });

  test('of all logs together are bounded too, and what is forgotten makes room', () => {
    const use = { bytes: 0 };
    const logs = Array.from({ length: 40 }, () => filled(use, 3));
    expect(use.bytes).toBeLessThanOrEqual(64 * mebibyte);
    expect(logs.at(-1)?.recent.from(0)).toBeNull();
    for (const { recent } of logs) recent.forget();
    expect(use.bytes).toBe(0);
    expect(filled(use, 3).recent.from(0)).toHaveLength(3);
  });
});
