/** The form of a job, in its own page: tells the extension what is typed, and shows what the extension says about it. */
import type { FieldName, FormFields } from '../src/features/submit/common/form-fields.ts';
import type { FormAnswer, FormMessage } from '../src/features/submit/common/form-messages.ts';
import { fill, registerControls, valueOf, type Control } from './controls.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FormMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

registerControls();
const editor = acquireVsCodeApi();
const controls = [...document.querySelectorAll<Control>('[data-field]')];
const preview = elementOf('preview');
const status = elementOf('status');
let timer: number | undefined;
/** What was typed already is not written over by an answer that comes late. */
let isTouched = false;

/** After this long without a key the preview is asked for. */
const quietMs = 200;

function fieldsNow(): FormFields {
  // The page has exactly one control per field; its maker writes both from one list.
  return Object.fromEntries(controls.map((control) => [control.dataset.field, valueOf(control)])) as FormFields;
}

function touched(): void {
  isTouched = true;
  changed();
}

function changed(): void {
  editor.setState(fieldsNow());
  window.clearTimeout(timer);
  timer = window.setTimeout(() => editor.postMessage({ kind: 'changed', fields: fieldsNow() }), quietMs);
}

function submit(): void {
  status.textContent = '';
  editor.postMessage({ kind: 'submit', fields: fieldsNow() });
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
    if (isTouched) return;
    for (const control of controls) fill(control, data.fields[control.dataset.field as FieldName]);
    changed();
  } else if (data.kind === 'checked') {
    show(data.problems);
    preview.textContent = data.preview;
    preview.dataset.tone = data.tone;
  } else {
    status.textContent = data.message;
    controls.find((control) => control.hasAttribute('aria-invalid'))?.focus();
  }
});

for (const control of controls) {
  control.addEventListener('input', touched);
  control.addEventListener('change', touched);
}
elementOf('submit').addEventListener('click', submit);
elementOf('copy').addEventListener('click', () => editor.postMessage({ kind: 'copyCli', fields: fieldsNow() }));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  submit();
});

const draft = editor.getState();
if (typeof draft === 'object' && draft !== null) {
  const kept = draft as Partial<FormFields>;
  for (const control of controls) fill(control, kept[control.dataset.field as FieldName] ?? '');
  changed();
} else {
  editor.postMessage({ kind: 'ready' });
}

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no ${id}`);
  return element;
}
