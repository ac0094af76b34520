/** What the pipeline engine is given in production: the language of the pipeline files, and SHA-256. */
import { trustDigest } from '@orchion/domain';
import {
  asksForStatus,
  evaluateCondition,
  expandMatrix,
  readOutputs,
  resolveInputs,
  resolveStep,
  resolveTemplate,
} from '@orchion/schemas/expression';
import { createHash } from 'node:crypto';
import type { PipelineTools } from '../core/pipeline/tools.ts';

export const pipelineTools: Pick<PipelineTools, 'language' | 'sha256'> = {
  language: {
    asksForStatus,
    evaluateCondition,
    expandMatrix,
    readOutputs,
    resolveInputs,
    resolveStep,
    resolveTemplate,
  },
  sha256: (text) => trustDigest(createHash('sha256').update(text).digest('hex')),
};
