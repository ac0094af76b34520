/** The calls of RunService, as `client` has those of the others. */
import { createClient as createServiceClient, type Transport } from '@connectrpc/connect';
import type { JsonValue } from '@orchion/domain';
import {
  cacheEntryFromWire,
  jsonTextsToWire,
  planFromWire,
  rerunScopeToWire,
  runDetailFromWire,
  runFromWire,
  RunService,
  runState,
} from '@orchion/proto';
import { call } from './call.ts';
import type { RunsClient } from './client.ts';
import { newRequestId } from './request-id.ts';
import type { Timing } from './timing.ts';

export function runsClient(transport: Transport, timing: Timing): RunsClient {
  const service = createServiceClient(RunService, transport);
  return {
    start: ({ source, inputs = {}, workspaces = {}, requestId }, options) =>
      call(async () => {
        const request = {
          pipeline: { ...source, used: { ...source.used } },
          ...inputsToWire(inputs),
          workspaces: { ...workspaces },
          requestId: requestId ?? newRequestId(timing),
        };
        return runDetailFromWire(await service.startRun(request, options));
      }),
    plan: ({ source, inputs = {}, workspaces = {} }, options) =>
      call(async () => {
        const pipeline = { ...source, used: { ...source.used } };
        const request = { pipeline, ...inputsToWire(inputs), workspaces: { ...workspaces } };
        return planFromWire(await service.planRun(request, options));
      }),
    lint: (source, options) =>
      call(async () => {
        const { problems } = await service.lintPipeline({ pipeline: { ...source, used: { ...source.used } } }, options);
        return problems.map(({ file, line, column, path, message, isWarning }) => {
          return { file, line, column, path, message, isWarning };
        });
      }),
    get: (runId, options) => call(async () => runDetailFromWire(await service.getRun({ runId }, options))),
    list: (query = {}, options) =>
      call(async () => {
        const { states, ...rest } = query;
        const request = { ...rest, states: (states ?? []).map((state) => runState.toWire(state)) };
        const { runs, nextPageToken } = await service.listRuns(request, options);
        return { runs: runs.map(runFromWire), nextPageToken: nextPageToken === '' ? null : nextPageToken };
      }),
    cancel: (runId, { force = false, ...options } = {}) =>
      call(async () => runDetailFromWire(await service.cancelRun({ runId, force }, options))),
    rerun: ({ runId, scope = { kind: 'all' }, inputs = {}, edited, requestId }, options) =>
      call(async () => {
        const request = {
          ...(edited !== undefined && {
            pipeline: { ...edited.source, used: { ...edited.source.used } },
            workspaces: { ...edited.workspaces },
          }),
          runId,
          scope: rerunScopeToWire(scope),
          ...inputsToWire(inputs),
          requestId: requestId ?? newRequestId(timing),
        };
        return runDetailFromWire(await service.rerunRun(request, options));
      }),
    cacheEntries: (page = {}, options) =>
      call(async () => {
        const { entries, nextPageToken } = await service.listCacheEntries(page, options);
        return {
          entries: entries.map(cacheEntryFromWire),
          nextPageToken: nextPageToken === '' ? null : nextPageToken,
        };
      }),
    removeCacheEntries: (keys, options) =>
      call(async () => (await service.removeCacheEntries({ keys: [...keys] }, options)).removed),
  };
}

/** Text goes as text, so that the orchestrator reads it as the input's type. */
function inputsToWire(inputs: Readonly<Record<string, JsonValue>>): {
  inputs: Record<string, string>;
  inputsJson: Record<string, string>;
} {
  const entries = Object.entries(inputs);
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const others = entries.filter(([, value]) => typeof value !== 'string');
  return { inputs: Object.fromEntries(texts), inputsJson: jsonTextsToWire(Object.fromEntries(others)) };
}
