/**
 * The form of a job, in its own page: tells the extension what is typed, key by key, and shows what the extension says about
 * it. It keeps nothing: the draft is the extension's (see docs/adr), so the page may be thrown away at any moment.
 */
import type { FieldName, FormFields } from '../src/features/submit/common/form-fields.ts';
import type { FormAnswer, FormMessage } from '../src/features/submit/common/form-messages.ts';
import { fill, registerControls, valueOf, type Control } from './controls.ts';

declare function acquireVsCodeApi(): { postMessage(message: FormMessage): void };

registerControls();
const editor = acquireVsCodeApi();
const controls = [...document.querySelectorAll<Control>('[data-field]')];
const preview = elementOf('preview');
const status = elementOf('status');
const done = elementOf('done');

function fieldsNow(): FormFields {
  // The page has exactly one control per field; its maker writes both from one list.
  return Object.fromEntries(controls.map((control) => [control.dataset.field, valueOf(control)])) as FormFields;
}

type FieldsKind = Extract<FormMessage, { readonly fields: FormFields }>['kind'];

function send(kind: FieldsKind): void {
  if (kind !== 'changed') tell('');
  editor.postMessage({ kind, fields: fieldsNow() });
}

function tell(words: string, isProblem = false): void {
  status.textContent = isProblem ? words : '';
  done.textContent = isProblem ? '' : words;
}

function show(problems: Readonly<Partial<Record<FieldName, string>>>): void {
  for (const control of controls) {
    const name = control.dataset.field as FieldName;
    const problem = problems[name] ?? '';
    const place = elementOf(`problem-${name}`);
    place.textContent = problem;
    place.hidden = problem === '';
    if (problem === '') control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
  }
}

window.addEventListener('message', ({ data }: MessageEvent<FormAnswer>) => {
  if (data.kind === 'fill') {
    for (const control of controls) fill(control, data.fields[control.dataset.field as FieldName]);
  } else if (data.kind === 'checked') {
    show(data.problems);
    preview.textContent = data.preview;
    preview.dataset.tone = data.tone;
  } else if (data.kind === 'done') {
    tell(data.message);
  } else {
    tell(data.message, true);
    controls.find((control) => control.hasAttribute('aria-invalid'))?.focus();
  }
});

for (const control of controls) {
  control.addEventListener('input', () => send('changed'));
  control.addEventListener('change', () => send('changed'));
}
elementOf('submit').addEventListener('click', () => send('submit'));
elementOf('copy-yaml').addEventListener('click', () => send('copyYaml'));
elementOf('copy-cli').addEventListener('click', () => send('copyCli'));
elementOf('clear').addEventListener('click', () => {
  tell('');
  editor.postMessage({ kind: 'clear' });
  controls[0]?.focus();
});
if (/Mac/.test(navigator.userAgent)) elementOf('submit-key').textContent = '⌘Enter';
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  send('submit');
});
editor.postMessage({ kind: 'ready' });

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  // eslint-disable-next-line orchion/said-words -- a mistake of this page, for its developers
  if (element === null) throw new Error(`The page has no ${id}`);
  return element;
}
