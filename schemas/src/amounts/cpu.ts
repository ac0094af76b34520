/** Amounts of CPU: `2` and `0.5` are cores, `500m` is thousandths of one. */
import { shortNumber, shown, type Parsed } from './parsed.ts';

export const cpuPattern = '^([0-9]{1,6}(\\.[0-9]{1,9})?|[0-9]{1,9}m)$';
export const cpuExpected = 'cores such as 2 or 0.5, or thousandths of a core such as "500m"';

/** Thousandths of a core, from 0. */
export function parseCpu(text: string | number): Parsed<number> {
  const written = String(text).trim();
  const match = /^(\d{1,6}(?:\.\d{1,9})?)$|^(\d{1,9})m$/.exec(written);
  if (match === null) return { problem: `${shown(written)} is no amount of CPU; write ${cpuExpected}` };
  if (match[2] !== undefined) return { value: Number(match[2]) };
  const millis = Math.round(Number(match[1]) * 1000);
  if (millis === 0 && Number(match[1]) > 0) {
    return { problem: `${shown(written)} is less than the smallest part of a core, a thousandth ("1m")` };
  }
  return { value: millis };
}

/** `1 core`, `2.5 cores`. */
export function formatCpu(millis: number): string {
  return millis === 1000 ? '1 core' : `${shortNumber(millis / 1000, 3)} cores`;
}
