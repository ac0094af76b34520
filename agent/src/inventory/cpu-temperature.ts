/**
 * The CPU's temperature. On Linux the kernel's sensor file is looked up once and then read, which costs microseconds;
 * elsewhere systeminformation asks the system, which costs a process, so its answer is kept for a while.
 */
import { readdir } from 'node:fs/promises';
import { cpuTemperature } from 'systeminformation';
import type { ReadText } from './cgroup-limits.ts';

export interface CpuTemperature {
  /** Degrees Celsius, or null where no sensor tells. Never throws. */
  read(): Promise<number | null>;
}

/** Drivers of CPU sensors, the better one first. */
const sensorNames = ['coretemp', 'k10temp', 'zenpower', 'cpu_thermal', 'x86_pkg_temp', 'cpu-thermal', 'soc_thermal'];
const askAgainMs = 30_000;

export async function createCpuTemperature(readText: ReadText, now: () => number): Promise<CpuTemperature> {
  if (process.platform === 'linux') {
    const file = await sensorFile(readText);
    return { read: async () => (file === null ? null : celsiusFrom(await readText(file))) };
  }
  let latest: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  const ask = async (): Promise<void> => {
    try {
      const { main } = await cpuTemperature();
      latest = typeof main === 'number' && main > 0 ? main : null;
    } catch {
      // No temperature is an answer: many machines tell none.
      latest = null;
    }
  };
  return {
    read: () => {
      if (now() - askedAt >= askAgainMs) {
        askedAt = now();
        void ask();
      }
      return Promise.resolve(latest);
    },
  };
}

async function sensorFile(readText: ReadText): Promise<string | null> {
  const found: { readonly rank: number; readonly file: string }[] = [];
  for (const [folder, prefix, nameFile, valueFile] of [
    ['/sys/class/hwmon', 'hwmon', 'name', 'temp1_input'],
    ['/sys/class/thermal', 'thermal_zone', 'type', 'temp'],
  ] as const) {
    const entries = await readdir(folder).catch(() => []);
    for (const entry of entries.filter((name) => name.startsWith(prefix)).slice(0, 64)) {
      const rank = sensorNames.indexOf((await readText(`${folder}/${entry}/${nameFile}`))?.trim() ?? '');
      const file = `${folder}/${entry}/${valueFile}`;
      if (rank >= 0 && celsiusFrom(await readText(file)) !== null) found.push({ rank, file });
    }
  }
  return found.sort((a, b) => a.rank - b.rank)[0]?.file ?? null;
}

/** The kernel tells thousandths of a degree. */
function celsiusFrom(text: string | null): number | null {
  const millis = Number(text?.trim() === '' ? Number.NaN : (text ?? Number.NaN));
  return Number.isFinite(millis) && millis > -50_000 && millis < 200_000 ? millis / 1000 : null;
}
