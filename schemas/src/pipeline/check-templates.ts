/**
 * Jobs that hold no expressions are complete already: what the domain would refuse when the step begins is told now, in
 * the file. Fields with expressions are left for then.
 */
import type { JobTemplate, PipelineSpec } from '@orchion/domain';
import { nothingKnown } from '../expression/contexts.ts';
import { resolveStep } from '../expression/resolve-step.ts';
import { hasExpression } from '../expression/template.ts';
import type { FieldPath } from '../words/field-path.ts';
import type { Finding } from '../finding.ts';

export function checkTemplates(pipeline: PipelineSpec): readonly Finding[] {
  return pipeline.steps.flatMap((step): readonly Finding[] => {
    if (step.work.kind !== 'job') return [];
    const resolved = resolveStep(withoutExpressions(step.work.job), nothingKnown);
    if ('spec' in resolved) return [];
    const [, field = '', message = resolved.problem] = /^([a-z][\w.-]*): (.*)$/s.exec(resolved.problem) ?? [];
    const path: FieldPath = [step.isFinally ? 'finally' : 'steps', step.id, ...field.split('.')];
    return [{ path, code: 'wrong-value', message, at: 'value' }];
  });
}

/** The same job with a harmless value wherever one is not known yet. */
function withoutExpressions(job: JobTemplate): JobTemplate {
  const known = <T>(value: T): T | null => (typeof value === 'string' && hasExpression(value) ? null : value);
  const text = (value: string): string => (hasExpression(value) ? 'x' : value);
  const { resources, retries } = job;
  return {
    ...job,
    container:
      job.container === null
        ? null
        : { ...job.container, image: text(job.container.image), user: known(job.container.user) },
    command:
      job.command.kind === 'shell'
        ? { kind: 'shell', line: text(job.command.line) }
        : { kind: 'argv', argv: job.command.argv.map(text) },
    env: job.env.map((layer) => mapped(layer, text)),
    workingDirectory: known(job.workingDirectory),
    resources: {
      cpu: known(resources.cpu),
      memory: known(resources.memory),
      disk: known(resources.disk),
      gpus:
        resources.gpus === null || hasExpression(resources.gpus.amount)
          ? null
          : {
              ...resources.gpus,
              vendor: known(resources.gpus.vendor),
              model: known(resources.gpus.model),
              vram: known(resources.gpus.vram),
            },
      custom: mapped(resources.custom, (value) => known(value) ?? 0),
    },
    labels: mapped(job.labels, text),
    node: known(job.node),
    priority: known(job.priority),
    timeout: known(job.timeout),
    queueTimeout: known(job.queueTimeout),
    grace: known(job.grace),
    retries:
      retries === null
        ? null
        : {
            ...retries,
            count: known(retries.count) ?? 0,
            backoff: known(retries.backoff),
            backoffMax: known(retries.backoffMax),
          },
    logBytesMax: known(job.logBytesMax),
  };
}

function mapped<From, To>(map: Readonly<Record<string, From>>, to: (value: From) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, to(value)]));
}
