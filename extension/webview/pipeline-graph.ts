/** The graph of a pipeline, in its own page: draws what the extension sends, and says which step was chosen. */
import { boxAfter, graphKeyFrom } from '../src/features/pipelines/common/graph-keys.ts';
import type { GraphLayout, GraphLine } from '../src/features/pipelines/common/graph-layout.ts';
import type { GraphAnswer, GraphMessage, GraphStep } from '../src/features/pipelines/common/graph-messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: GraphMessage): void };

const editor = acquireVsCodeApi();
const title = elementOf('title');
const empty = elementOf('empty');
const scroll = elementOf('scroll');
const sheet = elementOf('sheet');
const lines = elementOf('lines');
const boxes = elementOf('boxes');
const buttons = new Map<string, HTMLButtonElement>();
const paths: { readonly line: GraphLine; readonly path: SVGPathElement }[] = [];
let layout: GraphLayout = { width: 0, height: 0, boxes: [], lines: [] };
let scale = 1;
let selected: string | null = null;

const scales = { smallest: 0.25, largest: 2, step: 1.25 };

function draw(next: GraphLayout, steps: readonly GraphStep[]): void {
  const hadFocus = boxes.contains(document.activeElement);
  layout = next;
  buttons.clear();
  paths.length = 0;
  sheet.style.width = `${layout.width}px`;
  sheet.style.height = `${layout.height}px`;
  lines.setAttribute('width', String(layout.width));
  lines.setAttribute('height', String(layout.height));
  lines.replaceChildren(...layout.lines.map(pathOf));
  const byId = new Map(steps.map((step) => [step.id, step]));
  boxes.replaceChildren(
    ...layout.boxes.flatMap((box) => {
      const step = byId.get(box.id);
      if (step === undefined) return [];
      const button = document.createElement('button');
      button.type = 'button';
      button.style.left = `${box.x}px`;
      button.style.top = `${box.y}px`;
      button.tabIndex = -1;
      for (const part of ['sign', 'label', 'spoken', 'detail']) {
        const span = document.createElement('span');
        span.className = part;
        // A drawing of what the spoken words say.
        if (part === 'sign') span.setAttribute('aria-hidden', 'true');
        button.append(span);
      }
      button.addEventListener('click', () => editor.postMessage({ kind: 'opened', id: box.id }));
      button.addEventListener('keydown', (event) => onKey(event, box.id));
      buttons.set(box.id, button);
      dress(button, step);
      return [button];
    }),
  );
  select(selected !== null && buttons.has(selected) ? selected : null);
  if (hadFocus) (buttons.get(selected ?? '') ?? [...buttons.values()][0])?.focus();
}

function dress(button: HTMLButtonElement, step: GraphStep): void {
  const [, label, spoken, detail] = button.children;
  button.dataset.tone = step.tone;
  button.classList.toggle('finally', step.isFinally);
  if (label !== undefined) label.textContent = step.label;
  if (spoken !== undefined) spoken.textContent = `, ${step.stateWord}${step.detail === '' ? '' : ', '}`;
  if (detail !== undefined) detail.textContent = step.detail;
  button.title = step.detail === '' ? step.label : `${step.label}\n${step.detail}`;
}

function pathOf(line: GraphLine): SVGPathElement {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const [first, ...rest] = line.points;
  let curve = `M${first?.join(' ') ?? '0 0'}`;
  let [x, y] = first ?? [0, 0];
  for (const [toX, toY] of rest) {
    const half = (y + toY) / 2;
    curve += ` C${x} ${half} ${toX} ${half} ${toX} ${toY}`;
    [x, y] = [toX, toY];
  }
  path.setAttribute('d', curve);
  paths.push({ line, path });
  return path;
}

/** One step is reached by the Tab key: the selected one, else the first. */
function select(id: string | null): void {
  selected = id;
  const reached = id ?? layout.boxes[0]?.id;
  for (const [each, button] of buttons) {
    button.tabIndex = each === reached ? 0 : -1;
    if (each === id) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  for (const { line, path } of paths) path.classList.toggle('near', line.from === id || line.to === id);
}

function onKey(event: KeyboardEvent, id: string): void {
  const key = graphKeyFrom(event.key);
  if (key === null || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const next = boxAfter(layout.boxes, id, key);
  if (next === null) return;
  select(next.id);
  buttons.get(next.id)?.focus();
  editor.postMessage({ kind: 'moved', id: next.id });
}

function zoomTo(wanted: number): void {
  scale = Math.min(scales.largest, Math.max(scales.smallest, wanted));
  sheet.style.transform = `scale(${scale})`;
}

function fit(): void {
  if (layout.width === 0) return;
  zoomTo(Math.min(1, scroll.clientWidth / layout.width, scroll.clientHeight / layout.height));
}

window.addEventListener('message', ({ data }: MessageEvent<GraphAnswer>) => {
  switch (data.kind) {
    case 'show':
      title.textContent = data.title;
      empty.textContent = data.empty;
      draw(data.layout, data.steps);
      return;
    case 'update':
      title.textContent = data.title;
      for (const step of data.steps) {
        const button = buttons.get(step.id);
        if (button !== undefined) dress(button, step);
      }
      return;
    case 'select':
      select(data.id);
      buttons.get(data.id ?? '')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
});

elementOf('smaller').addEventListener('click', () => zoomTo(scale / scales.step));
elementOf('larger').addEventListener('click', () => zoomTo(scale * scales.step));
elementOf('fit').addEventListener('click', fit);
editor.postMessage({ kind: 'ready' });

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  // eslint-disable-next-line orchion/said-words -- a mistake of this page, for its developers
  if (element === null) throw new Error(`The page has no ${id}`);
  return element;
}
