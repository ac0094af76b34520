/** What a simulated command does, written into the job's argv, and the bytes that it prints. */
import type { AttemptRef, JobSpec, LogStream } from '@orchion/domain';
import { hashText } from './random.ts';

export interface Program {
  /** How long it runs; null: until it is ended. */
  readonly runMs: number | null;
  readonly exitCode: number;
  /** The attempts up to this number fail with exit code 3 before one exits as said. */
  readonly failuresFirst: number;
  /** Does not end when asked politely. */
  readonly stubborn: boolean;
  /** How long it takes to end when asked politely. */
  readonly tidyMs: number;
  /** Bytes of one piece of output, and the time between two pieces. */
  readonly pieceBytes: number;
  readonly pieceEveryMs: number;
  /** The executor cannot find the program. */
  readonly missing: boolean;
}

export function commandOf(program: Program): readonly string[] {
  return ['simulated', JSON.stringify(program)];
}

export function programOf(spec: Pick<JobSpec, 'command'>): Program {
  // The workload wrote it with `commandOf`.
  return JSON.parse(spec.command[1] ?? 'null') as Program;
}

export function exitCodeOf(program: Program, attempt: number): number {
  return attempt <= program.failuresFirst ? 3 : program.exitCode;
}

/** The bytes that the command printed at these offsets: anyone can say what must stand there. */
export function printedBytes(ref: AttemptRef, stream: LogStream, offset: number, length: number): Uint8Array {
  const key = keyOf(ref, stream);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = byteAt(key, offset + i);
  return bytes;
}

/** The first offset at which the bytes are not what was printed, or null. */
export function wrongByte(ref: AttemptRef, stream: LogStream, offset: number, bytes: Uint8Array): number | null {
  const key = keyOf(ref, stream);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== byteAt(key, offset + i)) return offset + i;
  return null;
}

function keyOf(ref: AttemptRef, stream: LogStream): number {
  return hashText(`${ref.jobId}/${ref.number}/${stream}`, 7);
}

function byteAt(key: number, offset: number): number {
  return ((key >>> (offset & 15)) + offset * 31 + (offset >>> 8) * 17) & 0xff;
}
