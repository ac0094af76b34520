/** A place in the editor that shows followed logs. */
import type { JobSeen, OrchionClient } from '@orchion/client';

export interface FollowPlace {
  /** Brings the job's log to the front; begins to follow it where that is not done yet. */
  readonly show: (client: OrchionClient, job: JobSeen) => void;
  /** Ids of the jobs whose logs are held here. */
  followed(): readonly string[];
}
