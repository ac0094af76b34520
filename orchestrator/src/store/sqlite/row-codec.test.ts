import { noFiles } from '@orchion/domain';
import { expect, test } from 'vitest';
import { attemptOf, endedAttemptOf, jobIdOf, jobOf, specOf } from '../contract/builders.ts';
import { decodeAttempt, decodeJob, encodeAttempt, encodeFacts, encodeSpec, encodeStatus } from './row-codec.ts';

const job = jobOf(1, { spec: specOf({ files: noFiles }) });
const rowOf = (spec: string) => ({
  sequence: 1,
  id: job.id,
  request_id: job.requestId,
  facts: encodeFacts(job),
  status: encodeStatus(job.status),
  spec,
});

test('a job that was stored before there were files has none', () => {
  const stored = encodeSpec(job.spec);
  expect(stored).not.toContain('files');
  expect(decodeJob(rowOf(stored))).toEqual(job);
});

test('a job that was stored before there were containers is a process', () => {
  const stored = JSON.parse(encodeSpec(job.spec)) as Record<string, unknown>;
  expect(stored).not.toHaveProperty('container');
  expect(decodeJob(rowOf(JSON.stringify({ ...stored, executor: 'process' })))).toEqual(job);
});

test('the container of a job comes back as it was', () => {
  const spec = specOf({ container: { image: 'python:3.12', pull: 'never', user: '1000:1000', network: 'none' } });
  expect(decodeJob(rowOf(encodeSpec(spec))).spec).toEqual(spec);
});

test('the files of a job come back as they were', () => {
  const spec = specOf();
  expect(decodeJob(rowOf(encodeSpec(spec))).spec).toEqual(spec);
});

test('an attempt that was stored before there were products has none', () => {
  const attempt = attemptOf(jobIdOf(1), 2);
  const stored = encodeAttempt(attempt);
  expect(stored).not.toContain('products');
  expect(decodeAttempt(stored, attempt)).toEqual(attempt);
});

test('the products of an attempt come back as they were', () => {
  const attempt = endedAttemptOf(jobIdOf(1), 2, 'succeeded');
  expect(decodeAttempt(encodeAttempt(attempt), attempt)).toEqual(attempt);
});

test('files that are damaged are named', () => {
  const stored = encodeSpec(specOf()).replace('b'.repeat(64), 'b'.repeat(63));
  expect(() => decodeJob(rowOf(stored))).toThrow('spec.files.fetch[0].tree: expected a digest, got text');
});
