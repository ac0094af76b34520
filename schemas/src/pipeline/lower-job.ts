/** The job of a step: its own fields, and what `defaults` say where it says nothing. */
import type {
  ArtifactFetchSpec,
  ArtifactRule,
  ContainerTemplate,
  GpuTemplate,
  JobTemplate,
  ResourceTemplate,
  RetryTemplate,
  Template,
  WorkspaceSpec,
} from '@orchion/domain';
import type { FieldPath } from '../words/field-path.ts';
import type { PipelineFile, StepFile } from './schema.ts';

export interface JobSources {
  readonly file: PipelineFile;
  readonly step: StepFile;
  readonly path: FieldPath;
  readonly writtenText: (path: FieldPath) => string | null;
}

type Defaults = NonNullable<PipelineFile['defaults']>;

export function jobTemplateFrom({ file, step, path, writtenText }: JobSources): JobTemplate {
  const { defaults = {} } = file;
  const own = <K extends keyof Defaults & keyof StepFile>(key: K): Defaults[K] | StepFile[K] =>
    step[key] ?? defaults[key];
  const scalars = (map: Readonly<Record<string, string | number | boolean>> | undefined, at: FieldPath) =>
    Object.fromEntries(
      Object.entries(map ?? {}).map(([name, value]) => {
        return [name, typeof value === 'string' ? value : (writtenText([...at, name]) ?? String(value))] as const;
      }),
    );
  const layers = [
    scalars(file.env, ['env']),
    scalars(defaults.env, ['defaults', 'env']),
    scalars(step.env, [...path, 'env']),
  ];
  return {
    container: containerTemplateFrom(step.image),
    command: step.run === undefined ? { kind: 'argv', argv: step.command ?? [] } : { kind: 'shell', line: step.run },
    env: layers.filter((layer) => Object.keys(layer).length > 0),
    workingDirectory: own('working-directory') ?? null,
    resources: resourcesOf({ ...defaults.resources, ...step.resources }),
    labels: { ...scalars(defaults.labels, ['defaults', 'labels']), ...scalars(step.labels, [...path, 'labels']) },
    node: own('node') ?? null,
    priority: own('priority') ?? null,
    timeout: asText(own('timeout')),
    queueTimeout: asText(own('queue-timeout')),
    grace: asText(own('grace')),
    retries: retriesOf(own('retries')),
    idempotent: own('idempotent') ?? false,
    onLost: own('on-lost') ?? null,
    onDisconnect: own('on-disconnect') ?? null,
    exclusive: own('exclusive') ?? false,
    logBytesMax: asText(own('log-bytes-max')),
    workspace: workspaceOf(own('workspace')),
    fetch: (step.artifacts?.fetch ?? []).map(fetchOf),
    leave: Object.entries(step.artifacts?.leave ?? {}).map(([name, rule]) => leaveOf(name, rule)),
  };
}

function containerTemplateFrom(written: StepFile['image']): ContainerTemplate | null {
  if (written === undefined) return null;
  const { name, pull = null, user = null, network = null } = typeof written === 'string' ? { name: written } : written;
  return { image: name, pull, user, network };
}

function asText(amount: string | number | undefined): Template | null {
  return amount === undefined ? null : String(amount);
}

function resourcesOf(written: NonNullable<StepFile['resources']>): ResourceTemplate {
  return {
    cpu: asText(written.cpu),
    memory: asText(written.memory),
    disk: asText(written.disk),
    gpus: gpusOf(written.gpus),
    custom: written.custom ?? {},
  };
}

function gpusOf(written: NonNullable<StepFile['resources']>['gpus']): GpuTemplate | null {
  if (written === undefined) return null;
  if (typeof written !== 'object') return { amount: String(written), vendor: null, model: null, vram: null };
  return {
    amount: String(written.share ?? written.count ?? 1),
    vendor: written.vendor ?? null,
    model: written.model ?? null,
    vram: asText(written.vram),
  };
}

function retriesOf(written: StepFile['retries']): RetryTemplate | null {
  if (written === undefined) return null;
  if (typeof written !== 'object') return { count: written, exitCodes: null, backoff: null, backoffMax: null };
  return {
    count: written.count,
    exitCodes: written['exit-codes'] ?? null,
    backoff: asText(written.backoff),
    backoffMax: asText(written['backoff-max']),
  };
}

function workspaceOf(written: StepFile['workspace']): WorkspaceSpec | null {
  if (written === undefined || written === false) return null;
  if (written === true) return { include: [], exclude: [] };
  if (Array.isArray(written)) return { include: written, exclude: [] };
  const { include, exclude } = written;
  return { include: textsOf(include), exclude: textsOf(exclude) };
}

type FetchFile = NonNullable<NonNullable<StepFile['artifacts']>['fetch']>[number];

function fetchOf(written: FetchFile): ArtifactFetchSpec {
  if (typeof written === 'string') return { from: written, name: null, into: '' };
  const { from, name = null, into = '' } = written;
  return { from, name, into: into === '.' ? '' : into.replace(/^\.\//, '').replace(/\/+$/, '') };
}

type LeaveFile = NonNullable<NonNullable<StepFile['artifacts']>['leave']>[string];

function leaveOf(name: string, written: LeaveFile): ArtifactRule {
  if (typeof written === 'string' || Array.isArray(written)) {
    return { name, paths: textsOf(written), when: 'success', isRequired: true };
  }
  const rule = written;
  return { name, paths: textsOf(rule.paths), when: rule.when ?? 'success', isRequired: rule.required ?? true };
}

export function textsOf(written: string | readonly string[] | undefined): readonly string[] {
  if (written === undefined) return [];
  return typeof written === 'string' ? [written] : written;
}
