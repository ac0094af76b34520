/** What a job is called that was given no name. */
import { limits } from './limits.ts';

/** The program's file name without its folders, made fit to be shown. */
export function nameOf(command: readonly string[]): string {
  const base = (command[0] ?? '').split(/[\\/]/).findLast((part) => part !== '') ?? '';
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  const shown = base.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, limits.nameLengthMax);
  return shown === '' ? 'job' : shown;
}
