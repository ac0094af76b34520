import { describe, expect, test } from 'vitest';
import { agentPlacesOf, homeOf, socketPathBytesMax, type Surroundings } from './home.ts';

const linux: Surroundings = {
  env: {},
  platform: 'linux',
  homeDir: '/home/ada',
  tempDir: '/tmp',
  currentDir: '/work',
  uid: 1000,
};
const mac: Surroundings = { ...linux, platform: 'darwin', homeDir: '/Users/ada' };
const windows: Surroundings = {
  env: { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
  platform: 'win32',
  homeDir: 'C:\\Users\\ada',
  tempDir: 'C:\\Temp',
  currentDir: 'C:\\work',
  uid: null,
};

describe('the home without ORCHION_HOME', () => {
  test.each([
    ['Linux', linux, '/home/ada/.local/share/orchion', '/home/ada/.local/share/orchion/run'],
    [
      'Linux with a runtime directory',
      { ...linux, env: { XDG_RUNTIME_DIR: '/run/user/1000' } },
      '/home/ada/.local/share/orchion',
      '/run/user/1000/orchion',
    ],
    [
      'Linux with a data directory of its own',
      { ...linux, env: { XDG_DATA_HOME: '/data' } },
      '/data/orchion',
      '/data/orchion/run',
    ],
    [
      'Linux with relative XDG directories, which the specification tells to ignore',
      { ...linux, env: { XDG_DATA_HOME: 'data', XDG_RUNTIME_DIR: 'run' } },
      '/home/ada/.local/share/orchion',
      '/home/ada/.local/share/orchion/run',
    ],
    [
      'macOS',
      mac,
      '/Users/ada/Library/Application Support/orchion',
      '/Users/ada/Library/Application Support/orchion/run',
    ],
    ['Windows', windows, 'C:\\Users\\ada\\AppData\\Local\\orchion', 'C:\\Users\\ada\\AppData\\Local\\orchion\\run'],
    [
      'Windows without LOCALAPPDATA',
      { ...windows, env: {} },
      'C:\\Users\\ada\\AppData\\Local\\orchion',
      'C:\\Users\\ada\\AppData\\Local\\orchion\\run',
    ],
  ])('%s', (_name, around, dataDir, runDir) => {
    expect(homeOf(around)).toMatchObject({ dataDir, runDir });
  });
});

describe('ORCHION_HOME', () => {
  test('moves everything below it', () => {
    const home = homeOf({ ...linux, env: { ORCHION_HOME: '/srv/o', XDG_RUNTIME_DIR: '/run/user/1000' } });
    expect(home).toEqual({
      dataDir: '/srv/o/data',
      runDir: '/srv/o/run',
      orchestratorDir: '/srv/o/data/orchestrator',
      tokenFile: '/srv/o/data/orchestrator/token',
      agentTokenFile: '/srv/o/data/orchestrator/agent-token',
      orchestratorLog: '/srv/o/data/orchestrator.log',
      socket: '/srv/o/run/orchestrator.sock',
      socketDir: '/srv/o/run',
      orchestratorRecord: '/srv/o/run/orchestrator.json',
      agentRecordsDir: '/srv/o/run/agents',
    });
  });

  test('may be relative', () => {
    expect(homeOf({ ...linux, env: { ORCHION_HOME: 'o' } }).dataDir).toBe('/work/o/data');
    expect(homeOf({ ...windows, env: { ORCHION_HOME: 'o' } }).dataDir).toBe('C:\\work\\o\\data');
  });

  test('empty means not set', () => {
    expect(homeOf({ ...linux, env: { ORCHION_HOME: '' } })).toEqual(homeOf(linux));
  });
});

describe('the socket', () => {
  test('of a long path lives in a private directory below the temp directory', () => {
    const around = { ...linux, env: { ORCHION_HOME: `/${'x'.repeat(120)}` } };
    const home = homeOf(around);
    expect(home.socket).toMatch(/^\/tmp\/orchion-1000-[0-9a-f]{8}\/orchestrator\.sock$/);
    expect(home.socketDir).toBe(home.socket.replace('/orchestrator.sock', ''));
    expect(homeOf({ ...around, env: { ORCHION_HOME: `/${'y'.repeat(120)}` } }).socket).not.toBe(home.socket);
  });

  test('counts bytes, not characters', () => {
    const name = 'é'.repeat(40);
    const home = homeOf({ ...linux, env: { ORCHION_HOME: `/${name}` } });
    expect(Buffer.byteLength(`/${name}/run/orchestrator.sock`)).toBeGreaterThan(socketPathBytesMax);
    expect(home.socket.startsWith('/tmp/')).toBe(true);
  });

  test('is a named pipe on Windows, one per home', () => {
    const home = homeOf(windows);
    expect(home.socket).toMatch(/^\\\\\.\\pipe\\orchion-[0-9a-f]{8}$/);
    expect(home.socketDir).toBeNull();
    expect(homeOf({ ...windows, env: { ORCHION_HOME: 'D:\\o' } }).socket).not.toBe(home.socket);
  });
});

test('an agent has its own state, record and log', () => {
  expect(agentPlacesOf(homeOf({ ...linux, env: { ORCHION_HOME: '/o' } }), 'b')).toEqual({
    stateDir: '/o/data/agents/b',
    record: '/o/run/agents/b.json',
    log: '/o/data/agent-b.log',
  });
  expect(agentPlacesOf(homeOf({ ...windows, env: { ORCHION_HOME: 'C:\\o' } }), 'b').record).toBe(
    'C:\\o\\run\\agents\\b.json',
  );
});
