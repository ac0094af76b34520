/**
 * Amounts of bytes as people write them: `2GiB`, `512Mi`, `1.5 TB`, `4096`. Powers of 1024 are written with an `i`, all
 * others are powers of 1000 (as in Kubernetes; Docker's `2g` would be a GiB). Case does not matter: nobody asks for millibytes.
 */
import { shortNumber, shown, type Parsed } from './parsed.ts';

const decimalUnits = ['k', 'm', 'g', 't', 'p'];
const binaryUnits = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** For the published schema; without flags, because JSON Schema has none. */
export const bytesPattern = '^[0-9]{1,15}(\\.[0-9]{1,9})? ?([kKmMgGtTpP]([iI]?[bB]?)|[bB])?$';
export const bytesExpected = 'an amount such as "2GiB", "512MiB" or "1.5GB", or a number of bytes';

/** Whole bytes, from 0. A fraction of a byte is rounded to the nearest one. */
export function parseBytes(text: string | number): Parsed<number> {
  if (typeof text === 'number') return wholeBytes(text, String(text));
  const match = /^(\d{1,15}(?:\.\d{1,9})?) ?(?:([kmgtp])(i?)b?|b)?$/i.exec(text.trim());
  if (match === null) return { problem: `${shown(text)} is no amount of bytes; write ${bytesExpected}` };
  const power = decimalUnits.indexOf((match[2] ?? '').toLowerCase()) + 1;
  const base = match[3] ? 1024 : 1000;
  // Only a bare number can ask for half a byte and be wrong; "1.5GiB" is a whole number of bytes, up to rounding.
  const bytes = Number(match[1]) * base ** power;
  return wholeBytes(power === 0 ? bytes : Math.round(bytes), text);
}

function wholeBytes(bytes: number, text: string): Parsed<number> {
  if (Number.isSafeInteger(bytes) && bytes >= 0) return { value: bytes };
  return { problem: `${shown(text)} is no whole number of bytes from 0 to 8 PiB; write ${bytesExpected}` };
}

/** `1.5 GiB`, `512 MiB`, `0 B`: three digits at most behind the unit's point, for people. */
export function formatBytes(bytes: number): string {
  let power = 0;
  // 1023.95 of a unit would be shown as "1024": it is one of the next.
  while (power < binaryUnits.length && Math.round((bytes / 1024 ** power) * 10) / 10 >= 1024) power += 1;
  if (power === 0) return `${shortNumber(bytes, 0)} B`;
  return `${shortNumber(bytes / 1024 ** power, 1)} ${binaryUnits[power - 1]}`;
}
