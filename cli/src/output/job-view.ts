/** Jobs as rows, and one job in full. */
import type { Attempt, JobSpec } from '@orchion/domain';
import type { AttemptSeen, JobSeen } from '@orchion/client';
import { formatBytes, formatCpu, formatDuration, formatGpus } from '@orchion/schemas';
import { shellQuoted } from '../process/private-dir.ts';
import type { Output } from './output.ts';
import { attemptStateText, jobStateText } from './states.ts';
import { clean, type Style } from './style.ts';
import type { Column } from './table.ts';
import { lengthBetween, relativeTime } from './when.ts';

export const jobColumns: readonly Column[] = [
  { title: 'JOB' },
  { title: 'NAME' },
  { title: 'STATE' },
  { title: 'NODE' },
  { title: 'SUBMITTED' },
  { title: 'RAN' },
  { title: 'MESSAGE' },
];

export function jobRow(job: JobSeen, style: Style, now: number): readonly string[] {
  const latest = job.attempts.at(-1);
  return [
    job.id,
    clean(job.spec.name),
    jobStateText(job.state, style),
    clean(latest?.nodeName ?? latest?.nodeId ?? job.spec.node ?? '-'),
    relativeTime(job.submittedAt, now),
    lengthBetween(job.startedAt, job.endedAt, now) || '-',
    clean(job.message),
  ];
}

export async function printJob(output: Output, job: JobSeen, now: number): Promise<void> {
  const { style } = output;
  const { spec } = job;
  await output.write(`${style.bold(clean(spec.name))}  ${jobStateText(job.state, style)}\n`);
  await output.pairs([
    ['id', job.id],
    ['message', clean(job.message)],
    ['command', clean(spec.command.map(shellQuoted).join(' ')) || 'what its image runs by itself'],
    ['image', clean(spec.container?.image ?? '')],
    ['directory', clean(spec.cwd ?? 'a private, empty one')],
    ['needs', needsText(spec)],
    [
      'labels',
      clean(
        Object.entries(spec.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(', '),
      ),
    ],
    ['only on', clean(spec.node ?? '')],
    ['priority', spec.priority === 0 ? '' : String(spec.priority)],
    // Names only: values may be secrets, and they are in the job's own environment for whoever needs them.
    ['environment', clean(Object.keys(spec.env).join(', '))],
    ['timeout', spec.timeoutMs === null ? '' : formatDuration(spec.timeoutMs)],
    ['queue timeout', spec.queueTimeoutMs === null ? '' : formatDuration(spec.queueTimeoutMs)],
    ['retries', spec.retry.retriesMax === 0 ? '' : String(spec.retry.retriesMax)],
    [
      'when lost',
      [spec.onLost, spec.idempotent ? 'idempotent' : '', spec.exclusive ? 'exclusive' : '']
        .filter((word) => word !== '')
        .join(', '),
    ],
    ['retry of', job.retryOf ?? ''],
    ['submitted', `${relativeTime(job.submittedAt, now)} by ${clean(job.principal)}`],
    ['started', relativeTime(job.startedAt, now)],
    ['ended', relativeTime(job.endedAt, now)],
  ]);
  if (job.attempts.length === 0) return;
  await output.write(`\n${style.bold('Attempts')}\n`);
  await output.table(
    [
      { title: '#', align: 'right' },
      { title: 'STATE' },
      { title: 'NODE' },
      { title: 'STARTED' },
      { title: 'RAN' },
      { title: 'HOLDS' },
      { title: 'END' },
    ],
    job.attempts.map((attempt) => [
      String(attempt.number),
      attemptStateText(attempt.state, style),
      clean(attempt.nodeName ?? attempt.nodeId),
      relativeTime(attempt.startedAt, now) || '-',
      lengthBetween(attempt.startedAt, attempt.endedAt, now) || '-',
      holdsText(attempt.allocation),
      endText(attempt),
    ]),
  );
}

/** `exit code 3`, `SIGKILL`, `timeout: It ran longer than ...`; empty while it lives. */
export function endText({ end }: Pick<AttemptSeen, 'end'>): string {
  if (end === null) return '';
  // These two say everything by themselves.
  if (end.reason === 'exit_code' && end.exitCode !== null) return `exit code ${end.exitCode}`;
  if (end.reason === 'signal' && end.signal !== null) return clean(end.signal);
  const reason = end.reason.replaceAll('_', ' ');
  return clean(end.message === '' ? reason : `${reason}: ${end.message}`);
}

function needsText({ resources }: JobSpec): string {
  const { cpuMillis, memoryBytes, diskBytes, gpus, custom } = resources;
  const parts = [formatCpu(cpuMillis)];
  if (memoryBytes > 0) parts.push(`${formatBytes(memoryBytes)} memory`);
  if (diskBytes > 0) parts.push(`${formatBytes(diskBytes)} disk`);
  if (gpus !== null) parts.push(formatGpus(gpus));
  for (const [name, amount] of Object.entries(custom)) parts.push(`${amount} ${name}`);
  return clean(parts.join(', '));
}

function holdsText({ cpuMillis, memoryBytes, gpus }: Attempt['allocation']): string {
  const parts = [formatCpu(cpuMillis)];
  if (memoryBytes > 0) parts.push(formatBytes(memoryBytes));
  if (gpus.length > 0) parts.push(`GPU ${gpus.map((gpu) => gpu.device).join(' ')}`);
  return clean(parts.join(', '));
}
