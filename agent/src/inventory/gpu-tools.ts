/** The vendors' tools: which programs, with which arguments, read by which parser. */
import type { GpuVendor } from '@orchion/domain';
import type { GpuReading } from './gpu-reading.ts';
import { parseAmdSmi } from './parse-amd-smi.ts';
import { parseAppleSystemProfiler } from './parse-apple-system-profiler.ts';
import { hasMig, nvidiaQueryFields, parseNvidiaSmi, unknownFieldIn } from './parse-nvidia-smi.ts';
import { parseRocmSmi } from './parse-rocm-smi.ts';
import type { RunTool, ToolRun } from './run-tool.ts';

type ToolAnswer =
  | { readonly kind: 'missing' }
  /** No answer in time: what was known before still holds. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'read'; readonly reading: GpuReading };

export interface GpuTool {
  readonly name: string;
  readonly vendor: GpuVendor;
  /** How often live figures may be asked for; null: it has none. */
  readonly pollMs: number | null;
  read(run: RunTool): Promise<ToolAnswer>;
}

/** Tools of one vendor stand together, the preferred one first: a later one is asked only where those before are missing. */
export function gpuToolsFor(platform: NodeJS.Platform, machineMemoryBytes: number): readonly (readonly GpuTool[])[] {
  const nvidia = nvidiaSmi(platform, machineMemoryBytes);
  if (platform === 'darwin') return [[systemProfiler(machineMemoryBytes)]];
  if (platform === 'linux') return [[nvidia], [rocmSmi, amdSmi]];
  return [[nvidia]];
}

function nvidiaSmi(platform: NodeJS.Platform, memoryBytes: number): GpuTool {
  const programs =
    platform === 'win32'
      ? ['nvidia-smi', 'C:\\Windows\\System32\\nvidia-smi.exe']
      : ['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'];
  // Fields that this machine's driver does not know, found out at the first query.
  const refused = new Set<string>();
  return {
    name: 'nvidia-smi',
    vendor: 'nvidia',
    pollMs: 5_000,
    async read(run) {
      for (;;) {
        const fields = nvidiaQueryFields.filter((field) => !refused.has(field));
        const query = `--query-gpu=${fields.join(',')}`;
        const answer = await runFirst(run, programs, [query, '--format=csv,nounits']);
        if (answer.kind !== 'exited') return answer;
        const unknown = unknownFieldIn(answer.output);
        if (unknown !== null && fields.some((field) => field === unknown)) {
          refused.add(unknown);
          continue;
        }
        if (!hasMig(answer.output)) return readBy(answer, (output) => parseNvidiaSmi(output, { memoryBytes }));
        const listed = await runFirst(run, programs, ['-L']);
        if (listed.kind !== 'exited') return listed;
        return readBy(answer, (output) => parseNvidiaSmi(output, { memoryBytes, listing: listed.output }));
      }
    },
  };
}

/** A Python program that takes a third of a second: asked less often. */
const rocmSmi: GpuTool = {
  name: 'rocm-smi',
  vendor: 'amd',
  pollMs: 15_000,
  async read(run) {
    const show = ['productname', 'uniqueid', 'use', 'temp', 'power'].map((what) => `--show${what}`);
    const answer = await runFirst(
      run,
      ['rocm-smi', '/opt/rocm/bin/rocm-smi'],
      [...show, '--showmeminfo', 'vram', '--json'],
    );
    return answer.kind === 'exited' ? readBy(answer, parseRocmSmi) : answer;
  },
};

const amdSmi: GpuTool = {
  name: 'amd-smi',
  vendor: 'amd',
  pollMs: 15_000,
  async read(run) {
    const programs = ['amd-smi', '/opt/rocm/bin/amd-smi'];
    const fixed = await runFirst(run, programs, ['static', '--asic', '--vram', '--json']);
    if (fixed.kind !== 'exited') return fixed;
    const live = await runFirst(run, programs, [
      'metric',
      '--usage',
      '--power',
      '--temperature',
      '--mem-usage',
      '--json',
    ]);
    return readBy(fixed, (output) => parseAmdSmi(output, live.kind === 'exited' ? live.output : ''));
  },
};

function systemProfiler(memoryBytes: number): GpuTool {
  return {
    name: 'system_profiler',
    vendor: 'apple',
    pollMs: null,
    async read(run) {
      const answer = await runFirst(run, ['/usr/sbin/system_profiler'], ['SPDisplaysDataType', '-json']);
      return answer.kind === 'exited'
        ? readBy(answer, (output) => parseAppleSystemProfiler(output, memoryBytes))
        : answer;
    },
  };
}

/** Runs the first of the programs that is there. */
async function runFirst(run: RunTool, programs: readonly string[], args: readonly string[]): Promise<ToolRun> {
  for (const program of programs) {
    const answer = await run([program, ...args]);
    if (answer.kind !== 'missing') return answer;
  }
  return { kind: 'missing' };
}

function readBy(
  answer: Extract<ToolRun, { kind: 'exited' }>,
  parse: (output: string) => GpuReading,
): { readonly kind: 'read'; readonly reading: GpuReading } {
  const reading = parse(answer.output);
  const silent = reading.devices.length === 0 && reading.problem === null && answer.output.trim() === '';
  const problem = silent && answer.code !== 0 ? `ended with code ${answer.code ?? 'none'} and said nothing` : null;
  return { kind: 'read', reading: problem === null ? reading : { ...reading, problem } };
}
