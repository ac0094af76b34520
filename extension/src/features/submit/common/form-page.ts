/** The form's page: one control per field, its label, its hint and the place of its problem. Nothing in it comes from outside. */
import type { Say } from '../../../cluster/say.ts';
import type { FieldName } from './form-fields.ts';

export interface PageParts {
  readonly nonce: string;
  /** Where the editor serves this extension's own files from. */
  readonly source: string;
  readonly script: string;
  readonly title: string;
  /** Of the texts: `en`. */
  readonly language: string;
}

interface FieldText {
  readonly label: string;
  readonly hint: string;
}

export function formPage({ nonce, source, script, title, language }: PageParts, say: Say): string {
  const csp = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source} 'unsafe-inline'; font-src ${source}`;
  const texts = fieldTexts(say);
  const choices = choicesOf(say);
  const field = (name: FieldName): string => fieldOf(name, texts[name], choices[name]);
  const group = (heading: string, names: readonly FieldName[]): string =>
    `<fieldset><legend>${escapeHtml(heading)}</legend><div class="grid">${names.map(field).join('')}</div></fieldset>`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
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
${group(say('What'), ['command', 'plain', 'name', 'cwd', 'env'])}
${group(say('Where'), ['node', 'labels'])}
${group(say('In a container'), ['image', 'imagePull', 'imageUser', 'imageNetwork'])}
${group(say('Needs'), ['cpu', 'memory', 'disk', 'gpus', 'gpuVendor', 'gpuModel', 'vram', 'custom'])}
${group(say('When'), ['priority', 'queueTimeout', 'timeout', 'grace'])}
${group(say('When it fails'), ['retries', 'exitCodes', 'backoff', 'backoffMax', 'onLost', 'onDisconnect', 'idempotent', 'exclusive'])}
${group(say('Its log'), ['logMax'])}
<section class="foot" aria-label="${escapeHtml(say('Placement'))}">
<p id="preview" role="status" aria-live="polite" data-tone="none"></p>
<p id="status" role="alert"></p>
<p id="done" role="status"></p>
<div class="buttons">
<vscode-button id="submit">${escapeHtml(say('Submit'))}</vscode-button>
<vscode-button id="copy-yaml" appearance="secondary">${escapeHtml(say('Copy as YAML'))}</vscode-button>
<vscode-button id="copy-cli" appearance="secondary">${escapeHtml(say('Copy as Command Line'))}</vscode-button>
<vscode-button id="clear" appearance="secondary">${escapeHtml(say('Clear'))}</vscode-button>
<span class="hint"><kbd id="submit-key">Ctrl+Enter</kbd> ${escapeHtml(say('submits'))}</span>
</div>
</section>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

const areas: ReadonlySet<FieldName> = new Set(['env', 'labels', 'custom']);
const boxes: ReadonlySet<FieldName> = new Set(['plain', 'idempotent', 'exclusive']);
/** They hold the whole width. */
const wide: ReadonlySet<FieldName> = new Set(['command', 'plain', ...areas]);

/** A value and what it is called. */
type Choice = readonly [string, string];

function fieldOf(name: FieldName, { label, hint }: FieldText, choices: readonly Choice[] | undefined): string {
  const problem = `problem-${name}`;
  const attributes = `data-field="${name}" id="field-${name}" aria-label="${escapeHtml(label)}" aria-describedby="${problem}"`;
  const below = `<span id="${problem}" class="problem" hidden></span>`;
  const start = wide.has(name) ? '<div class="wide">' : '<div>';
  if (boxes.has(name)) {
    return `${start}<vscode-checkbox ${attributes}>${escapeHtml(label)}</vscode-checkbox><span class="hint">${escapeHtml(hint)}</span>${below}</div>`;
  }
  return `${start}<label for="field-${name}">${escapeHtml(label)}</label>${controlOf(name, attributes, hint, choices)}${below}</div>`;
}

function controlOf(name: FieldName, attributes: string, hint: string, choices: readonly Choice[] | undefined): string {
  if (choices !== undefined) {
    const options = choices.map(
      ([value, words]) => `<vscode-option value="${value}">${escapeHtml(words)}</vscode-option>`,
    );
    return `<vscode-dropdown ${attributes}>${options.join('')}</vscode-dropdown>`;
  }
  const placeholder = `placeholder="${escapeHtml(hint)}"`;
  if (areas.has(name)) {
    return `<vscode-text-area ${attributes} ${placeholder} rows="2" resize="vertical"></vscode-text-area>`;
  }
  return `<vscode-text-field ${attributes} ${placeholder}${name === 'command' ? ' autofocus' : ''}></vscode-text-field>`;
}

function choicesOf(say: Say): Readonly<Partial<Record<FieldName, readonly Choice[]>>> {
  const vendors = ['nvidia', 'amd', 'apple', 'intel', 'other'];
  return {
    gpuVendor: [['', say('any')], ...vendors.map((vendor): Choice => [vendor, vendor])],
    imagePull: [
      ['', say('where it is missing')],
      ['always', say('each time (always)')],
      ['never', say('not at all (never)')],
    ],
    imageNetwork: [
      ['', say('one of its own (bridge)')],
      ['host', say('the node’s (host)')],
      ['none', say('nothing (none)')],
    ],
    onLost: [
      ['', say('as its other answers say')],
      ['hold', say('wait for it (hold)')],
      ['retry', say('start anew (retry)')],
      ['fail', say('give up (fail)')],
    ],
    onDisconnect: [
      ['', say('as its other answers say')],
      ['continue', say('goes on (continue)')],
      ['stop', say('is stopped (stop)')],
    ],
  };
}

function fieldTexts(say: Say): Readonly<Record<FieldName, FieldText>> {
  return {
    // eslint-disable-next-line orchion/said-words -- a command as an example
    command: { label: say('Command'), hint: 'python train.py --epochs 3' },
    plain: { label: say('Without a shell'), hint: say('the words are the program and its arguments') },
    name: { label: say('Name'), hint: say('made from the command') },
    cwd: { label: say('Folder on the node'), hint: say('a private, empty one') },
    image: { label: say('Image'), hint: say('none; or for example python:3.12') },
    imagePull: { label: say('The image is fetched'), hint: '' },
    imageUser: { label: say('User in the container'), hint: '1000:1000' },
    imageNetwork: { label: say('The container reaches'), hint: '' },
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
    exitCodes: { label: say('Only after exit codes'), hint: say('any failure; or for example 75 76') },
    backoff: { label: say('Wait before the first retry'), hint: '1s' },
    backoffMax: { label: say('Longest wait before a retry'), hint: '5m' },
    onLost: { label: say('When its node is lost'), hint: '' },
    onDisconnect: { label: say('While its node is cut off it'), hint: '' },
    idempotent: { label: say('May run twice without harm'), hint: say('it is started anew where its node is lost') },
    exclusive: { label: say('Never two at once'), hint: say('it is stopped where its node is cut off') },
    logMax: { label: say('Kept of each output stream'), hint: '4GiB' },
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
body { background: var(--vscode-editor-background); }
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
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.foot { position: sticky; bottom: 0; background: var(--vscode-editor-background); padding: .6rem 0; }
#preview[data-tone='good']::before { content: '✓ '; }
#preview[data-tone='waits']::before { content: '◌ '; }
#preview[data-tone='never']::before { content: '✗ '; }
#preview, #status, #done { margin: .2rem 0; }
#preview { min-height: 1.4em; }
#status:empty, #done:empty { display: none; }
#done::before { content: '✓ '; }
vscode-dropdown, vscode-text-field, vscode-text-area { width: 100%; }
`;
