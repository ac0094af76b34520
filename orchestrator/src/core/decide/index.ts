/** One event, one decision: which file answers which event. */
import { assertNever } from '@orchion/domain';
import type { Answer } from '../answer.ts';
import type { Draft } from '../draft.ts';
import type { ClusterEvent } from '../event.ts';
import { decideAgentGone } from './agent-gone.ts';
import { decideAgentHello } from './agent-hello.ts';
import { decideAgentReport } from './agent-report.ts';
import { decideCancel } from './cancel.ts';
import { decideCancelRun } from './cancel-run.ts';
import { decideForgetCache } from './forget-cache.ts';
import { decideForgetJobs } from './forget-jobs.ts';
import { decideForgetRuns } from './forget-runs.ts';
import { decideNodeCommand } from './node-command.ts';
import { decideRetryUnknown } from './retry-unknown.ts';
import { decideStartRun } from './start-run.ts';
import { decideSubmit } from './submit.ts';
import { decideTimePassed } from './time-passed.ts';

export function decide(draft: Draft, event: ClusterEvent): Answer {
  switch (event.kind) {
    case 'submit':
      return decideSubmit(draft, event);
    case 'cancel':
      return decideCancel(draft, event);
    case 'retry-unknown':
      return decideRetryUnknown(draft, event);
    case 'node-command':
      return decideNodeCommand(draft, event);
    case 'agent-hello':
      return decideAgentHello(draft, event);
    case 'agent-report':
      return decideAgentReport(draft, event);
    case 'agent-gone':
      return decideAgentGone(draft, event);
    case 'time-passed':
      return decideTimePassed(draft, event);
    case 'forget-jobs':
      return decideForgetJobs(draft, event);
    case 'start-run':
      return decideStartRun(draft, event);
    case 'cancel-run':
      return decideCancelRun(draft, event);
    case 'forget-runs':
      return decideForgetRuns(draft, event);
    case 'forget-cache':
      return decideForgetCache(draft, event);
    default:
      return assertNever(event, 'event');
  }
}
