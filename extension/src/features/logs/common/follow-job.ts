/** Follows a job's log to its end, into any place that shows text: a terminal, an output channel, a task. */
import { isEndedJob, startOfLog } from '@orchion/domain';
import { realTiming, type JobSeen, type OrchionClient } from '@orchion/client';
import type { FollowedText } from './followed-text.ts';
import { createLogOutlet, type Pace } from './log-outlet.ts';

export interface Following {
  readonly client: OrchionClient;
  readonly job: JobSeen;
  readonly text: FollowedText;
  readonly pace: Pace;
  readonly show: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The job as it ended; null where the signal came first. Throws, after it has been shown, why the log cannot be followed. */
export async function followJob({ client, job, text, pace, show, signal }: Following): Promise<JobSeen | null> {
  const outlet = createLogOutlet({ show, leftOut: (lines) => text.leftOut(lines), pace, timing: realTiming });
  outlet.write(text.begin(job));
  try {
    const request = {
      jobId: job.id,
      attempt: null,
      stream: 'both',
      cursor: startOfLog,
      sinceAt: null,
      follow: true,
    } as const;
    for await (const event of client.logs.follow(request, signal)) outlet.write(text.event(event));
    if (signal.aborted) return null;
    const seen = await client.jobs.get(job.id, { signal });
    if (!isEndedJob(seen.state)) return null;
    outlet.write(text.end(seen));
    return seen;
  } catch (error) {
    if (signal.aborted) return null;
    outlet.write(text.broken(error instanceof Error ? error.message : String(error)));
    throw error;
  } finally {
    await outlet.flush();
  }
}
