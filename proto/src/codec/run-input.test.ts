import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { RerunRunRequestSchema } from '../../gen/orchion/v1/run_pb.js';
import { rerunFromWireRequest } from './run-input.ts';

test('a rerun repeats the pipeline as it was, unless it is told what it is now', () => {
  const asked = { runId: 'run-000000000001', requestId: 'r' };
  expect(rerunFromWireRequest(create(RerunRunRequestSchema, asked))).toMatchObject({ rerun: { edited: null } });
  const pipeline = { file: 'a.orchion.yaml', text: 'steps: {}', used: {} };
  const workspaces = { key: '0'.repeat(64) };
  const edited = rerunFromWireRequest(create(RerunRunRequestSchema, { ...asked, pipeline, workspaces }));
  expect(edited).toMatchObject({ rerun: { edited: { source: pipeline, workspaces } } });
});

test('an edited pipeline without its file’s name is refused by that field', () => {
  const request = create(RerunRunRequestSchema, { runId: 'run-000000000001', pipeline: { text: 'steps: {}' } });
  expect(rerunFromWireRequest(request)).toEqual({
    violations: [{ field: 'pipeline.file', message: 'must be the path of the file' }],
  });
});
