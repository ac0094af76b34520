/**
 * The engine port by dockerode, and the only file that knows of it. Built into a file of its own, which programs that came with
 * an editor do without: its client is larger than the rest of the agent.
 */
import Docker from 'dockerode';
import {
  EngineError,
  type ContainerState,
  type Engine,
  type EngineErrorCode,
  type ListedContainer,
  type PullSetting,
} from './engine.ts';

/** For answers that come at once. A pull and the output of a container take as long as they take. */
const answerMsMax = 60_000;

export function createDockerodeEngine(socketPath: string): Engine {
  const docker = new Docker({ socketPath });
  const ask = <T>(call: Promise<T>): Promise<T> =>
    inTime(call).catch((error: unknown) => Promise.reject(engineErrorOf(error, socketPath)));
  /** Where `absent` or `taken` is an answer like any other. */
  const askFor = async <T, U>(
    call: Promise<T>,
    expected: Readonly<Partial<Record<EngineErrorCode, U>>>,
  ): Promise<T | U> => {
    try {
      return await ask(call);
    } catch (error) {
      if (!(error instanceof EngineError) || !Object.hasOwn(expected, error.code)) throw error;
      // It has one of its own under this code.
      return expected[error.code] as U;
    }
  };

  async function pull(image: string, { login, onProgress, signal }: PullSetting): Promise<void> {
    const options = { abortSignal: signal, ...(login !== null && { authconfig: login }) };
    const stream = await docker.pull(withTag(image), options).catch((error: unknown) => {
      throw engineErrorOf(error, socketPath);
    });
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(
        stream,
        // What breaks half-way is told in the last line, not as an error.
        (error: Error | null, lines: readonly PullLine[] = []) => {
          const told = lines.find((line) => line.error !== undefined)?.error;
          if (told !== undefined) reject(new EngineError(pullCodeOf(told), told));
          else if (error !== null) reject(engineErrorOf(error, socketPath));
          else resolve();
        },
        (line: PullLine) => {
          const { id, status, progressDetail: detail } = line;
          if (id === undefined || status !== 'Downloading' || detail?.total === undefined) return;
          onProgress({ layer: id, bytes: detail.current ?? 0, totalBytes: detail.total });
        },
      );
    });
    if (!(await hasImage(image))) throw new EngineError('failed', 'the engine ended the pull without the image');
  }

  const hasImage = async (image: string): Promise<boolean> =>
    (await askFor(docker.getImage(image).inspect(), { absent: null })) !== null;

  return {
    version: async () => (await ask(docker.version())).Version,
    hasImage,
    pull,
    create: async ({ name, body }) => (await ask(docker.createContainer({ ...body, name }))).id,
    async start(id) {
      await ask(docker.getContainer(id).start());
    },
    async list(labels) {
      const label = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      const found = await ask(docker.listContainers({ all: true, filters: { label } }));
      return found.map(({ Id, Labels }): ListedContainer => ({ id: Id, labels: Labels }));
    },
    async inspect(id) {
      const found = await askFor(docker.getContainer(id).inspect(), { absent: null });
      return found === null ? null : stateOf(found);
    },
    signal: async (id, signal) =>
      (await askFor(docker.getContainer(id).kill({ signal }), { absent: null, taken: null })) !== null,
    async remove(id, { force }) {
      const removing: Promise<unknown> = docker.getContainer(id).remove({ force, v: true });
      const removed = await askFor(removing, { absent: 'gone', taken: 'running' });
      return removed === 'running' ? 'running' : 'removed';
    },
    async output(id, signal) {
      const wanted = { follow: true, stdout: true, stderr: true, abortSignal: signal } as const;
      const stream = await ask(docker.getContainer(id).logs(wanted));
      // A byte stream: nobody has set an encoding on it.
      return stream as AsyncIterable<Buffer>;
    },
  };
}

interface PullLine {
  readonly id?: string;
  readonly status?: string;
  readonly error?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** A pull without a tag would fetch every one that there is. */
function withTag(image: string): string {
  const name = image.split('/').at(-1) ?? '';
  return /[:@]/.test(name) ? image : `${image}:latest`;
}

function stateOf({ Id, Config, State }: Docker.ContainerInspectInfo): ContainerState {
  // Docker writes the year 1 where it has no moment.
  const momentOf = (text: string): number | null => {
    const ms = Date.parse(text);
    return ms > 0 ? ms : null;
  };
  const hasEnded = State.Status === 'exited' || State.Status === 'dead' || State.Status === 'removing';
  return {
    id: Id,
    labels: Config.Labels,
    status: State.Status === 'created' ? 'created' : hasEnded ? 'ended' : 'running',
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    startedAt: momentOf(State.StartedAt),
    endedAt: hasEnded ? momentOf(State.FinishedAt) : null,
  };
}

async function inTime<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new EngineError('unreachable', `The container engine did not answer within ${answerMsMax / 1000} s.`));
    }, answerMsMax);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

const codeOfStatus: Readonly<Partial<Record<number, EngineErrorCode>>> = {
  304: 'taken',
  400: 'wrong',
  401: 'denied',
  403: 'denied',
  404: 'absent',
  409: 'taken',
};

function engineErrorOf(thrown: unknown, socketPath: string): EngineError {
  if (thrown instanceof EngineError) return thrown;
  const error = thrown as {
    readonly code?: string;
    readonly statusCode?: number;
    readonly message?: string;
    readonly json?: { readonly message?: string } | null;
  };
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    const message = `This agent’s user may not use the container engine at ${socketPath}: add the user to the group docker, and start the agent anew.`;
    return new EngineError('forbidden', message, thrown);
  }
  if (error.statusCode === undefined) {
    const message = `The container engine at ${socketPath} does not answer (${error.code ?? error.message ?? 'no reason'}).`;
    return new EngineError('unreachable', message, thrown);
  }
  // Of answers that are streams the client has no JSON, and puts its own words in front.
  const message = (error.json?.message ?? error.message ?? '').replace(/^\(HTTP code \d+\) [\w ]+ - /, '').trim();
  const code = error.statusCode === 500 ? pullCodeOf(message) : (codeOfStatus[error.statusCode] ?? 'failed');
  return new EngineError(code, message, thrown);
}

/** The engine answers 500 for whatever a registry says. */
function pullCodeOf(message: string): EngineErrorCode {
  if (/unauthorized|authentication required|denied|no basic auth/i.test(message)) return 'denied';
  return /manifest unknown|not found: |repository .* not found/i.test(message) ? 'absent' : 'failed';
}
