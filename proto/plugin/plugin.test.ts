// The plugin is run as buf runs it, on the real protos and on broken copies of them: what could not be served safely must
// fail the build, not a call.

import { clearExtension, clone, create, getExtension, setExtension, type DescFile } from '@bufbuild/protobuf';
import {
  CodeGeneratorRequestSchema,
  FileDescriptorProtoSchema,
  MethodOptionsSchema,
  file_google_protobuf_descriptor,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
  type FileDescriptorProto,
  type MethodDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { file_orchion_v1_content } from '../gen/orchion/v1/content_pb.js';
import { file_orchion_v1_job } from '../gen/orchion/v1/job_pb.js';
import { file_orchion_v1_agent } from '../gen/orchion/v1/agent_pb.js';
import { file_orchion_v1_log } from '../gen/orchion/v1/log_pb.js';
import { file_orchion_v1_options, rest, right, Right } from '../gen/orchion/v1/options_pb.js';
import { file_orchion_v1_placement } from '../gen/orchion/v1/placement_pb.js';
import { file_orchion_v1_resources } from '../gen/orchion/v1/resources_pb.js';
import { file_orchion_v1_run } from '../gen/orchion/v1/run_pb.js';
import { plugin } from './plugin.ts';

/** Dependencies first, as a compiler hands them over. */
const protos: DescFile[] = [
  file_google_protobuf_descriptor,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
  file_orchion_v1_options,
  file_orchion_v1_placement,
  file_orchion_v1_resources,
  file_orchion_v1_content,
  file_orchion_v1_run,
  file_orchion_v1_job,
  file_orchion_v1_log,
  file_orchion_v1_agent,
];

/** The files that the plugin writes for the protos, one of whose RPCs was changed. */
function generate(change: { rpc: string; to: (rpc: MethodDescriptorProto) => void } | null): Map<string, string> {
  const files = protos.map(({ proto }) => clone(FileDescriptorProtoSchema, proto));
  if (change !== null) change.to(rpcNamed(files, change.rpc));
  const request = create(CodeGeneratorRequestSchema, {
    parameter: 'target=ts',
    fileToGenerate: files.map((file) => file.name).filter((name) => name.startsWith('orchion/')),
    protoFile: files,
  });
  return new Map(plugin.run(request).file.map((file) => [file.name, file.content]));
}

function rpcNamed(files: FileDescriptorProto[], name: string): MethodDescriptorProto {
  const found = files.flatMap((file) => file.service.flatMap((service) => service.method)).find((m) => m.name === name);
  if (found === undefined) throw new Error(`no RPC ${name}`);
  found.options ??= create(MethodOptionsSchema);
  return found;
}

function reroute(change: { method?: string; path?: string; body?: boolean }): (rpc: MethodDescriptorProto) => void {
  return ({ options }) => {
    if (options === undefined) throw new Error('no options');
    setExtension(options, rest, { ...getExtension(options, rest), ...change });
  };
}

test('the routes, the rights and the document are written', () => {
  expect([...generate(null).keys()].sort()).toEqual(['openapi.json', 'rights.ts', 'routes.ts']);
});

test('a changed right changes what is written', () => {
  const rights = generate({
    rpc: 'GetJob',
    to: ({ options }) => options && setExtension(options, right, Right.ADMINISTER),
  }).get('rights.ts');
  expect(rights).toContain("'orchion.v1.JobService/GetJob': 'administer'");
});

const refusals: [title: string, rpc: string, to: (rpc: MethodDescriptorProto) => void, error: RegExp][] = [
  [
    'an RPC without a right',
    'GetJob',
    ({ options }) => options && clearExtension(options, right),
    /^orchion\.v1\.JobService\.GetJob: has no right/,
  ],
  [
    'an RPC whose right says nothing',
    'Session',
    ({ options }) => options && setExtension(options, right, Right.UNSPECIFIED),
    /^orchion\.v1\.AgentService\.Session: has no right/,
  ],
  ['a path with a field that the request lacks', 'GetJob', reroute({ path: '/api/v1/jobs/{id}' }), /GetJob: .*\{id\}/],
  ['a path with a field that is no text', 'TailLog', reroute({ path: '/api/v1/{attempt}' }), /TailLog: \{attempt\}/],
  ['a path with an odd segment', 'GetJob', reroute({ path: '/api/v1/*' }), /GetJob: "\*"/],
  [
    'a route for a stream of requests',
    'Session',
    reroute({ method: 'POST', path: '/x', body: true }),
    /Session: a client stream/,
  ],
  ['an unknown verb', 'GetJob', reroute({ method: 'FETCH' }), /GetJob: the verb/],
  ['a GET with a body', 'GetJob', reroute({ body: true }), /GetJob: a GET route has no body/],
  ['a POST without a body', 'CancelJob', reroute({ body: false }), /CancelJob: a POST route needs a body/],
  ['two RPCs at one place', 'ExplainJob', reroute({ path: '/api/v1/jobs/{job_id}' }), /GetJob and ExplainJob both/],
  [
    'a list of messages in a query',
    'SubmitJobs',
    reroute({ method: 'GET', path: '/api/v1/batch', body: false }),
    /SubmitJobsRequest\.jobs cannot be written in a query/,
  ],
];

test.each(refusals)('%s is refused', (_title, rpc, to, error) => {
  expect(() => generate({ rpc, to })).toThrow(error);
});
