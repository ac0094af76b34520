/** The form's page: one control per field, its label, its hint and the place of its problem. Nothing in it comes from outside. */
import type { Say } from '../../../cluster/say.ts';
import type { FieldName } from './form-fields.ts';

export interface PageParts {
  readonly nonce: string;
  /** Where the editor serves this extension's own files from. */
  readonly source: string;
  readonly script: string;
  readonly title: string;
}

interface FieldText {
  readonly label: string;
  readonly hint: string;
}

export function formPage({ nonce, source, script, title }: PageParts, say: Say): string {
  const csp = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source} 'unsafe-inline'; font-src ${source}`;
  const texts = fieldTexts(say);
  const field = (name: FieldName): string => fieldOf(name, texts[name]);
  const group = (heading: string, names: readonly FieldName[]): string =>
    `<fieldset><legend>${escapeHtml(heading)}</legend><div class="grid">${names.map(field).join('')}</div></fieldset>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${group(say('What'), ['command', 'name', 'cwd', 'env'])}
${group(say('Where'), ['node', 'labels'])}
${group(say('Needs'), ['cpu', 'memory', 'disk', 'gpus', 'gpuVendor', 'gpuModel', 'vram', 'custom'])}
${group(say('When and how often'), ['priority', 'timeout', 'queueTimeout', 'grace', 'retries', 'onLost', 'idempotent', 'exclusive'])}
<section class="foot" aria-label="${escapeHtml(say('Placement'))}">
<p id="preview" role="status" aria-live="polite" data-tone="none"></p>
<p id="status" role="alert"></p>
<vscode-button id="submit">${escapeHtml(say('Submit'))}</vscode-button>
<vscode-button id="copy" appearance="secondary">${escapeHtml(say('Copy as Command Line'))}</vscode-button>
<span class="hint">${escapeHtml(say('Ctrl+Enter submits'))}</span>
</section>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function fieldOf(name: FieldName, { label, hint }: FieldText): string {
  const problem = `problem-${name}`;
  const named = `data-field="${name}" id="field-${name}" aria-label="${escapeHtml(label)}"`;
  const described = `aria-describedby="${problem}"`;
  const wide = name === 'command' || name === 'env' || name === 'labels' || name === 'custom' ? ' class="wide"' : '';
  const below = `<span id="${problem}" class="problem" hidden></span>`;
  if (name === 'idempotent' || name === 'exclusive') {
    return `<div${wide}><vscode-checkbox ${named} ${described}>${escapeHtml(label)}</vscode-checkbox><span class="hint">${escapeHtml(hint)}</span>${below}</div>`;
  }
  const control = controlOf(name, `${named} ${described}`, hint);
  return `<div${wide}><label for="field-${name}">${escapeHtml(label)}</label>${control}${below}</div>`;
}

function controlOf(name: FieldName, attributes: string, hint: string): string {
  const options = choices[name];
  if (options !== undefined) {
    const all = options.map((value) => `<vscode-option value="${value}">${value === '' ? '–' : value}</vscode-option>`);
    return `<vscode-dropdown ${attributes}>${all.join('')}</vscode-dropdown>`;
  }
  const placeholder = `placeholder="${escapeHtml(hint)}"`;
  if (name === 'env' || name === 'labels' || name === 'custom') {
    return `<vscode-text-area ${attributes} ${placeholder} rows="2" resize="vertical"></vscode-text-area>`;
  }
  return `<vscode-text-field ${attributes} ${placeholder}${name === 'command' ? ' autofocus' : ''}></vscode-text-field>`;
}

const choices: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  gpuVendor: ['', 'nvidia', 'amd', 'apple', 'intel', 'other'],
  onLost: ['hold', 'retry', 'fail'],
};

function fieldTexts(say: Say): Readonly<Record<FieldName, FieldText>> {
  return {
    command: { label: say('Command'), hint: 'python train.py --epochs 3' },
    name: { label: say('Name'), hint: say('made from the command') },
    cwd: { label: say('Folder on the node'), hint: say('a private, empty one') },
    env: { label: say('Environment'), hint: 'NAME=value' },
    node: { label: say('Only on this node'), hint: say('any') },
    labels: { label: say('Only on nodes with labels'), hint: 'room=lab' },
    cpu: { label: say('CPU cores'), hint: '1' },
    memory: { label: say('Memory'), hint: '4GiB' },
    disk: { label: say('Disk'), hint: '10GiB' },
    gpus: { label: say('GPUs'), hint: say('1, or 0.5 for half of one') },
    gpuVendor: { label: say('GPU vendor'), hint: '' },
    gpuModel: { label: say('GPU model'), hint: '4090' },
    vram: { label: say('VRAM per GPU'), hint: '16GiB' },
    custom: { label: say('Counters'), hint: 'licence=1' },
    priority: { label: say('Priority'), hint: '0' },
    timeout: { label: say('Ends after'), hint: '2h' },
    queueTimeout: { label: say('Waits at most'), hint: '1d' },
    grace: { label: say('Grace before a kill'), hint: '10s' },
    retries: { label: say('Retries'), hint: '0' },
    onLost: { label: say('When its node is lost'), hint: '' },
    idempotent: { label: say('May run twice without harm'), hint: '' },
    exclusive: { label: say('Never two at once'), hint: '' },
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
main { max-width: 52rem; padding: 0 1rem 2rem; }
h1 { font-size: 1.4em; font-weight: 600; }
fieldset { border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); border-radius: 4px; margin: 0 0 1rem; padding: .5rem 1rem 1rem; }
legend { font-weight: 600; padding: 0 .4rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .8rem 1rem; }
.grid > div { display: flex; flex-direction: column; gap: .2rem; min-width: 0; }
.grid > .wide { grid-column: 1 / -1; }
.hint { color: var(--vscode-descriptionForeground); }
.problem, #status { color: var(--vscode-errorForeground); }
.problem::before { content: '✗ '; }
.foot { position: sticky; bottom: 0; background: var(--vscode-editor-background); padding: .6rem 0; }
#preview[data-tone='good']::before { content: '✓ '; }
#preview[data-tone='waits']::before { content: '◌ '; }
#preview[data-tone='never']::before { content: '✗ '; }
#preview, #status { min-height: 1.4em; margin: .2rem 0; }
vscode-dropdown, vscode-text-field, vscode-text-area { width: 100%; }
`;
