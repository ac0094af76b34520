import { limits } from '@orchion/domain';
import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';
import { settingTable } from './setting-table.ts';

const args = ['--data-dir', '/data', '--socket', '/run/o.sock'];

test('the defaults are the domain’s', () => {
  expect(readSettings(args, {})).toEqual({
    kind: 'settings',
    settings: {
      dataDir: '/data',
      socket: '/run/o.sock',
      listen: null,
      infoFile: null,
      cluster: {
        heartbeatIntervalMs: limits.heartbeatIntervalMs,
        leaseMs: limits.leaseMs,
        lostAfterMs: limits.lostAfterMs,
      },
      retentionMs: limits.retentionMs,
      content: {
        quotaBytes: limits.contentQuotaBytes,
        freeBytesMin: limits.contentFreeBytesMin,
        graceMs: limits.contentGraceMs,
      },
      logLevel: 'info',
      otlpEndpoint: null,
    },
  });
});

test('flags and variables are read, in both forms; an empty variable is none', () => {
  const answer = readSettings(['--data-dir=/a=b', '--listen', '127.0.0.1:0', '--info-file=/i'], {
    ORCHION_HEARTBEAT_MS: '100',
    ORCHION_LEASE_MS: '1000',
    ORCHION_LOST_AFTER_MS: '0',
    ORCHION_RETENTION_MS: '',
    ORCHION_LOG_LEVEL: 'debug',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
  });
  expect(answer).toMatchObject({
    settings: {
      dataDir: '/a=b',
      socket: null,
      listen: '127.0.0.1:0',
      infoFile: '/i',
      cluster: { heartbeatIntervalMs: 100, leaseMs: 1000, lostAfterMs: 0 },
      retentionMs: limits.retentionMs,
      logLevel: 'debug',
    },
  });
});

test.each<[string, string[], Record<string, string>, RegExp]>([
  ['no data directory', ['--socket', '/s'], {}, /--data-dir is missing/],
  ['nowhere to listen', ['--data-dir', '/d'], {}, /--socket is missing/],
  ['an unknown flag', [...args, '--port', '1'], {}, /"--port" is no flag; there are: --data-dir/],
  ['a flag without a value', ['--data-dir', '--socket', '/s'], {}, /--data-dir needs a value/],
  ['a flag twice', [...args, '--socket', '/t'], {}, /--socket is given twice/],
  [
    'a word for a number',
    args,
    { ORCHION_LEASE_MS: 'long' },
    /ORCHION_LEASE_MS is "long"; it must be whole milliseconds/,
  ],
  ['a negative time', args, { ORCHION_LOST_AFTER_MS: '-1' }, /ORCHION_LOST_AFTER_MS is "-1"/],
  ['a word for bytes', args, { ORCHION_CONTENT_QUOTA_BYTES: '1GB' }, /must be whole bytes from 0/],
  ['an unknown level', args, { ORCHION_LOG_LEVEL: 'loud' }, /must be one of debug, info/],
  ['a collector that is no URL', args, { OTEL_EXPORTER_OTLP_ENDPOINT: 'here' }, /must be a URL/],
])('%s is told with what would be right', (_name, given, env, problem) => {
  const answer = readSettings(given, env);
  expect(answer.kind).toBe('wrong');
  expect(answer.kind === 'wrong' && answer.problems.join('\n')).toMatch(problem);
});

test('every setting has a name of its own and a sentence', () => {
  const names = Object.values(settingTable).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { help } of Object.values(settingTable)) expect(help).toMatch(/^[A-Z].*\.$/);
});
