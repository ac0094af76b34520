/** RunService: decode, call, encode. Pipeline files are read here, so that every client hears the same of them. */
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import {
  limits,
  parseId,
  workspacesOf,
  type Digest,
  type PipelineSpec,
  type Run,
  type RunId,
  type RunSource,
} from '@orchion/domain';
import {
  CancelRunResponseSchema,
  GetRunResponseSchema,
  LintPipelineResponseSchema,
  ListCacheEntriesResponseSchema,
  ListRunsResponseSchema,
  RemoveCacheEntriesResponseSchema,
  RerunRunResponseSchema,
  StartRunResponseSchema,
  cacheEntryToWire,
  cacheQueryFromWire,
  pageTokenAfterRun,
  planToWire,
  rerunFromWireRequest,
  runDetailToWire,
  runHeadToWire,
  runQueryFromWire,
  runStartFromWire,
  type RunService,
} from '@orchion/proto';
import type { ContentHub } from '../app/content-hub.ts';
import type { Orchestrator } from '../app/orchestrator.ts';
import { nodeNamesOf, principalOf } from './call-arguments.ts';
import { inputsOf, lint, pipelineOf } from './pipeline-text.ts';
import { invalid, valueOf } from './refusal-error.ts';

export interface RunServiceParts {
  readonly orchestrator: Orchestrator;
  readonly contentHub: Pick<ContentHub, 'absentTrees'>;
}

export function createRunService({ orchestrator, contentHub }: RunServiceParts): ServiceImpl<typeof RunService> {
  return {
    async startRun(request, context) {
      const decoded = runStartFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const { source, inputs: given, workspaces, requestId } = decoded.start;
      const pipeline = pipelineOf(source);
      const inputs = inputsOf(pipeline, given);
      await checkWorkspaces(contentHub, pipeline, workspaces);
      const start = { pipeline, source, inputs, workspaces, requestId };
      const detail = valueOf(await orchestrator.startRun(start, principalOf(context)));
      return create(StartRunResponseSchema, runDetailToWire(detail));
    },
    planRun(request, context) {
      const decoded = runStartFromWire({ ...request, requestId: '' });
      if ('violations' in decoded) throw invalid(decoded.violations);
      const { source, inputs: given, workspaces } = decoded.start;
      const pipeline = pipelineOf(source);
      const plan = orchestrator.plan({ pipeline, inputs: inputsOf(pipeline, given), workspaces }, principalOf(context));
      return planToWire(plan, { nodeName: nodeNamesOf(orchestrator) });
    },
    lintPipeline: ({ pipeline }) => create(LintPipelineResponseSchema, { problems: [...lint(pipeline)] }),
    getRun: ({ runId }) => create(GetRunResponseSchema, runDetailToWire(valueOf(orchestrator.run(runIdFrom(runId))))),
    listRuns(request) {
      const decoded = runQueryFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const { limit } = decoded.query;
      // One more than asked for tells whether there is a next page.
      const found = orchestrator.runs({ ...decoded.query, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const nextPageToken = found.length > limit && last !== undefined ? pageTokenAfterRun(last) : '';
      return create(ListRunsResponseSchema, { runs: page.map(runHeadToWire), nextPageToken });
    },
    async cancelRun({ runId, force }, context) {
      const detail = valueOf(await orchestrator.cancelRun(runIdFrom(runId), force, principalOf(context)));
      return create(CancelRunResponseSchema, runDetailToWire(detail));
    },
    async rerunRun(request, context) {
      const decoded = rerunFromWireRequest(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const runId = runIdFrom(request.runId);
      const { scope, inputs: given, edited: asked, requestId } = decoded.rerun;
      const { run } = valueOf(orchestrator.run(runId));
      const edited = asked === null ? null : { ...asked, ...editedOf(run, asked.source) };
      if (edited !== null) await checkWorkspaces(contentHub, edited.pipeline, edited.workspaces);
      const inputs = given === null ? null : inputsOf(edited?.pipeline ?? run.pipeline, given);
      const rerun = { runId, scope, inputs, edited, requestId };
      const detail = valueOf(await orchestrator.rerun(rerun, principalOf(context)));
      return create(RerunRunResponseSchema, runDetailToWire(detail));
    },
    listCacheEntries(request) {
      const decoded = cacheQueryFromWire(request);
      if ('violations' in decoded) throw invalid(decoded.violations);
      const { limit } = decoded.query;
      const found = orchestrator.cacheEntries({ ...decoded.query, limit: limit + 1 });
      const page = found.slice(0, limit);
      const nextPageToken = found.length > limit ? (page.at(-1)?.key ?? '') : '';
      return create(ListCacheEntriesResponseSchema, { entries: page.map(cacheEntryToWire), nextPageToken });
    },
    async removeCacheEntries({ keys }, context) {
      if (keys.length > limits.pageSizeMax) {
        throw invalid([{ field: 'keys', message: `must be at most ${limits.pageSizeMax}, are ${keys.length}` }]);
      }
      const removed = valueOf(await orchestrator.removeCacheEntries(keys, principalOf(context)));
      return create(RemoveCacheEntriesResponseSchema, { removed });
    },
  };
}

/** Throws INVALID_ARGUMENT where files that steps are to be given were not sent, or are not here. */
async function checkWorkspaces(
  contentHub: Pick<ContentHub, 'absentTrees'>,
  pipeline: PipelineSpec,
  given: Readonly<Record<string, Digest>>,
): Promise<void> {
  const missing = [...workspacesOf(pipeline).keys()].filter((key) => given[key] === undefined);
  const absent = await contentHub.absentTrees(Object.values(given));
  const violations = [
    ...missing.map((key) => ({ field: `workspaces.${key}`, message: 'a step asks for these files: send them along' })),
    ...Object.entries(given).flatMap(([key, tree]) => {
      const message = absent.get(tree);
      return message === undefined ? [] : [{ field: `workspaces.${key}`, message }];
    }),
  ];
  if (violations.length > 0) throw invalid(violations);
}

/** What was given before is given again, as far as the pipeline still asks for it. */
function editedOf(before: Run, source: RunSource): Pick<Run, 'pipeline' | 'inputs'> {
  const pipeline = pipelineOf(source);
  const given = Object.entries(before.inputs).filter(([name]) => Object.hasOwn(pipeline.inputs, name));
  return { pipeline, inputs: inputsOf(pipeline, Object.fromEntries(given)) };
}

/** Text that is no run id names no run: NOT_FOUND, as for an id that nobody has. */
function runIdFrom(text: string): RunId {
  const id = parseId('run', text);
  if (id !== null) return id;
  const shown = JSON.stringify(text.slice(0, 80));
  throw new ConnectError(`there is no run ${shown}; a run's id looks like run-0123456789ab`, Code.NotFound);
}
