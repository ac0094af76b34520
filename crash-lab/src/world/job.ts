/**
 * The lab's jobs: each writes what really happened to a ledger that nobody else touches, one line a moment, and prints what
 * can be said in advance, so that its log can be judged byte by byte.
 */
import { defaultResources, defaultSpec, type JobSpec } from '@orchion/domain';
import type { Dice } from '../dice.ts';

type JobKind = 'held' | 'retried' | 'exclusive' | 'cancelled';

export interface LabJob {
  readonly kind: JobKind;
  readonly lines: number;
  readonly spec: JobSpec;
}

/** `S` when it starts, `B` while it runs (exclusive ones only), `E` at its end; with attempt and seconds since boot. */
const script = `
say() { read -r up rest < /proc/uptime; echo "$1 $ORCHION_JOB_ID $ORCHION_ATTEMPT $up" >> "$LAB_LEDGER"; }
say S
i=0
while [ "$i" -lt "$LAB_LINES" ]; do
  echo "$ORCHION_ATTEMPT:$i"
  i=$((i + 1))
  [ -z "$LAB_BEATS" ] || say B
  sleep 0.2
done
say E
`;

export function printedBy(attempt: number, lines: number): string {
  return Array.from({ length: lines }, (_, i) => `${attempt}:${i}\n`).join('');
}

export function randomJob(dice: Dice, world: { readonly ledger: string; readonly mark: string }): LabJob {
  const kind = dice.pick<JobKind>(['held', 'held', 'held', 'retried', 'exclusive', 'cancelled']);
  const lines = kind === 'cancelled' ? 600 : dice.whole(1, kind === 'exclusive' ? 40 : 25);
  const [markName = '', markValue = ''] = world.mark.split('=');
  const isSafe = kind === 'retried' || kind === 'exclusive';
  const spec: JobSpec = {
    ...defaultSpec(['sh', '-c', script]),
    name: kind,
    env: {
      LAB_LEDGER: world.ledger,
      LAB_LINES: String(lines),
      LAB_BEATS: kind === 'exclusive' ? 'yes' : '',
      [markName]: markValue,
    },
    // Nothing is reserved: how many run at once is the lab's choice, not the machine's size.
    resources: { ...defaultResources, cpuMillis: 0 },
    graceMs: 1_000,
    idempotent: isSafe,
    onLost: isSafe ? 'retry' : 'hold',
    exclusive: kind === 'exclusive',
    onDisconnect: kind === 'exclusive' ? 'stop' : 'continue',
  };
  return { kind, lines, spec };
}
