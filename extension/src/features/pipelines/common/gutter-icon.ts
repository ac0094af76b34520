/** The state of a step beside its line: a shape of its own for each, so that nobody needs its colour. */
import type { ShownState } from '@orchion/domain';

export type GutterTheme = 'light' | 'dark';

type Ink = 'blue' | 'green' | 'red' | 'yellow' | 'grey';

const inks: Readonly<Record<Ink, Readonly<Record<GutterTheme, string>>>> = {
  blue: { light: '#0b63b8', dark: '#4da3ff' },
  green: { light: '#1a7f37', dark: '#4cc38a' },
  red: { light: '#c0272d', dark: '#ff7b72' },
  yellow: { light: '#8a6100', dark: '#e3b341' },
  grey: { light: '#616161', dark: '#a8a8a8' },
};

/** In a square of 16, drawn with a line of 1.75 unless it is filled. */
const shapes: Readonly<Record<ShownState, readonly [Ink, string]>> = {
  waiting: ['grey', '<circle cx="8" cy="8" r="2.5"/>'],
  ready: ['grey', '<circle cx="8" cy="8" r="5"/>'],
  queued: ['grey', '<circle cx="8" cy="8" r="5.5"/><path d="M8 4.75V8l2.25 1.75"/>'],
  running: ['blue', '<circle cx="8" cy="8" r="6"/><path class="filled" d="M6.5 5v6l4.75-3z"/>'],
  unknown: [
    'yellow',
    '<path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8"/><circle class="filled" cx="8" cy="12.8" r=".6"/>',
  ],
  skipped: [
    'grey',
    '<path d="M2.5 8a5.5 5.5 0 0 1 10-2.6M12.75 2v3.5h-3.5"/><circle class="filled" cx="8" cy="11.5" r="1.2"/>',
  ],
  cached: ['green', '<path d="M3 8a5 5 0 1 0 1.6-3.7M4.25 1.75v3h3"/><path d="m6 8.2 1.5 1.5 2.7-3"/>'],
  succeeded: ['green', '<path d="m3 8.5 3.25 3.25L13 4.75"/>'],
  failed: ['red', '<path d="m4 4 8 8M12 4l-8 8"/>'],
  cancelled: ['grey', '<circle cx="8" cy="8" r="5.5"/><path d="m4.25 11.75 7.5-7.5"/>'],
};

export const gutterStates: readonly ShownState[] = [
  'waiting',
  'ready',
  'queued',
  'running',
  'unknown',
  'skipped',
  'cached',
  'succeeded',
  'failed',
  'cancelled',
];

/** An SVG that stands for itself. */
export function gutterIcon(state: ShownState, theme: GutterTheme): string {
  const [ink, shape] = shapes[state];
  const colour = inks[ink][theme];
  const drawn = shape.replaceAll('class="filled"', `fill="${colour}" stroke="none"`);
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="none" ' +
    `stroke="${colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${drawn}</svg>`
  );
}
