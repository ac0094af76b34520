/** The connection in one line, for the status bar, and in a sentence, above a view. */
import { isEndedJob } from '@orchion/domain';
import type { JobSeen, NodeSeen } from '@orchion/client';
import type { ConnectionState, Failure } from '../../../cluster/connection-state.ts';
import type { Say } from '../../../cluster/say.ts';

export interface StatusLine {
  /** With a codicon at its front, whose shape says the state. */
  readonly text: string;
  readonly spoken: string;
  readonly isWarning: boolean;
}

export interface Figures {
  readonly nodes: number;
  readonly nodesReady: number;
  readonly running: number;
  readonly waiting: number;
}

export function figuresOf(nodes: ReadonlyMap<string, NodeSeen>, jobs: ReadonlyMap<string, JobSeen>): Figures {
  let nodesReady = 0;
  let running = 0;
  let waiting = 0;
  for (const node of nodes.values()) if (node.liveness === 'ready') nodesReady += 1;
  for (const job of jobs.values()) {
    if (isEndedJob(job.state)) continue;
    if (job.state === 'queued') waiting += 1;
    else running += 1;
  }
  return { nodes: nodes.size, nodesReady, running, waiting };
}

/** Which orchestrator is meant. */
export interface Place {
  /** Empty: this machine's own. */
  readonly url: string;
  /** Of its connection; empty for this machine's own, which needs none. */
  readonly name: string;
}

export function statusLine(state: ConnectionState, figures: Figures, { name }: Place, say: Say): StatusLine {
  const title = name === '' ? 'Orchion' : say('Orchion on {0}', name);
  const line = (icon: string, words: string, isWarning = false): StatusLine => {
    const text = `${title}: ${words}`;
    return { text: `$(${icon}) ${text}`, spoken: text, isWarning };
  };
  switch (state.kind) {
    case 'idle':
    case 'not_started':
      return line('circle-outline', say('off'));
    case 'untrusted':
      return line('shield', say('workspace not trusted'));
    case 'connecting':
      return line('sync', say('connecting'));
    case 'starting':
      return line('sync', say('starting'));
    case 'failed':
      return line('error', say('no connection'), true);
    case 'connected': {
      if (state.cut !== null) return line('debug-disconnect', say('reconnecting'), true);
      const { nodes, nodesReady, running, waiting } = figures;
      const parts = [nodeCount(nodes, nodesReady, say)];
      if (running > 0) parts.push(say('{0} running', running));
      if (waiting > 0) parts.push(say('{0} waiting', waiting));
      return line('server-environment', parts.join(', '));
    }
  }
}

/** Where it is connected, how that stands, and what there is to say about its version. */
export function statusTooltip(
  { state, place, notice }: { readonly state: ConnectionState; readonly place: Place; readonly notice: string },
  say: Say,
): string {
  const where = placeWords(place, say);
  const lines = [state.kind === 'connected' ? say('{0}, version {1}', where, state.version) : where];
  const message = viewMessage(state, 'jobs', say);
  if (message !== '') lines.push(message);
  if (notice !== '') lines.push(notice);
  return lines.join('\n');
}

/** `tower (https://tower.lan:7420)`; the address alone where the connection has no name of its own. */
function placeWords({ url, name }: Place, say: Say): string {
  if (url === '') return say('The orchestrator on this machine');
  return name === url ? url : `${name} (${url})`;
}

/**
 * What stands above a tree; empty where nothing needs to be said. The editor hides a view's welcome, with its buttons, wherever
 * it has a message: the nodes' view therefore has its failure in its welcome, and only the jobs' view has it above.
 */
export function viewMessage(state: ConnectionState, view: 'nodes' | 'jobs' | 'pipelines', say: Say): string {
  if (state.kind === 'failed') return view === 'jobs' ? failureWords(state.failure) : '';
  if (state.kind === 'connected' && state.cut !== null) {
    return say('Reconnecting ({0}). The figures are those of before.', state.cut);
  }
  if (state.kind === 'starting' && state.why === 'crashed') {
    if (state.times === 1) return say('The orchestrator ended unexpectedly; starting it again ...');
    return say(
      'The orchestrator ended unexpectedly {0} times; starting it again after {1} s ...',
      state.times,
      state.waitMs / 1000,
    );
  }
  return '';
}

/** The failure and what to do about it, as sentences. */
function failureWords({ message, hint }: Failure): string {
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return hint === '' ? sentence : `${sentence} ${hint}`;
}

/**
 * Which welcome text a failure has, a word for the conditions in package.json: those texts cannot hold what is only known at
 * run time, so each kind of failure has one, and what it says exactly stands above the jobs.
 */
export type FailureKind = '' | 'address' | 'token' | 'runtime' | 'start' | 'other';

export function failureKind(state: ConnectionState): FailureKind {
  if (state.kind !== 'failed') return '';
  const { code, logFile } = state.failure;
  // Only what this machine started has a log here.
  if (logFile !== null) return 'start';
  if (code === 'no_runtime') return 'runtime';
  if (code === 'unauthenticated' || code === 'permission_denied') return 'token';
  return code === 'unavailable' || code === 'invalid' ? 'address' : 'other';
}

function nodeCount(nodes: number, ready: number, say: Say): string {
  if (ready !== nodes) return say('{0} of {1} nodes', ready, nodes);
  return nodes === 1 ? say('1 node') : say('{0} nodes', nodes);
}
