import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEndpoint } from './endpoint.ts';

describe('an address of an orchestrator', () => {
  test.for([
    ['unix:/run/orchion/orchestrator.sock', { kind: 'socket', path: '/run/orchion/orchestrator.sock' }],
    ['unix:///run/orchion.sock', { kind: 'socket', path: '/run/orchion.sock' }],
    ['pipe:\\\\.\\pipe\\orchion', { kind: 'socket', path: '\\\\.\\pipe\\orchion' }],
    ['http://127.0.0.1:7420', { kind: 'url', baseUrl: 'http://127.0.0.1:7420' }],
    ['http://localhost', { kind: 'url', baseUrl: 'http://localhost' }],
    ['https://tower.lan:7420/', { kind: 'url', baseUrl: 'https://tower.lan:7420' }],
    ['http://[::1]:7420', { kind: 'url', baseUrl: 'http://[::1]:7420' }],
    ['https://tower:65535', { kind: 'url', baseUrl: 'https://tower:65535' }],
  ] as const)('%s', ([text, endpoint]) => {
    expect(parseEndpoint(text)).toEqual(endpoint);
  });
});

describe('no address', () => {
  test.for([
    '',
    'localhost:7420',
    'unix:',
    'unix:/a\0b',
    'ftp://tower',
    'http://',
    'http://tower:0',
    'http://tower:65536',
    'http://tower:port',
    'http://tower/api',
    'http://tower?x=1',
    'http://user:hunter2@tower',
    'http://[::1',
    'http://to wer',
    'http://tower\n',
  ])('%j', (text) => {
    expect(parseEndpoint(text)).toMatchObject({ kind: 'invalid' });
  });
});

test('the message says what would be right, and repeats no password', () => {
  const answer = parseEndpoint('http://user:hunter2@tower');
  expect(answer).toMatchObject({ kind: 'invalid' });
  expect(JSON.stringify(answer)).toContain('unix:/path/to/socket');
  expect(JSON.stringify(answer)).not.toContain('hunter2');
});

test('whatever the text is, an accepted URL is one that a client can use', () => {
  const host = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        host.map((name) => `http://${name}:80`),
      ),
      (text) => {
        const endpoint = parseEndpoint(text);
        if (endpoint.kind === 'url') expect(endpoint.baseUrl).toMatch(/^https?:\/\/[^/@]+$/);
      },
    ),
  );
});
