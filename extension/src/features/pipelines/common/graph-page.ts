/** The page in which a pipeline's graph is drawn. Nothing in it comes from outside: steps arrive as messages and are text. */
import type { Say } from '../../../cluster/say.ts';
import { boxSize } from './graph-layout.ts';

export interface GraphPageParts {
  readonly nonce: string;
  /** Where the editor serves this extension's own files from. */
  readonly source: string;
  readonly script: string;
  /** Of the texts: `en`. */
  readonly language: string;
}

export function graphPage({ nonce, source, script, language }: GraphPageParts, say: Say): string {
  const csp = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source} 'unsafe-inline'`;
  const title = escapeHtml(say('Pipeline Graph'));
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<h1 id="title">${title}</h1>
<div role="group" aria-label="${escapeHtml(say('Size'))}">
<button type="button" id="smaller" aria-label="${escapeHtml(say('Smaller'))}">−</button>
<button type="button" id="fit" aria-label="${escapeHtml(say('Fit to the window'))}">${escapeHtml(say('Fit'))}</button>
<button type="button" id="larger" aria-label="${escapeHtml(say('Larger'))}">+</button>
</div>
</header>
<p id="empty" role="status"></p>
<div id="scroll" tabindex="-1">
<div id="sheet">
<svg id="lines" aria-hidden="true"></svg>
<div id="boxes" role="group" aria-label="${escapeHtml(say('Steps; the arrow keys go from one to the next, Enter opens its log'))}"></div>
</div>
</div>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Shapes before words, and words before colours: each tone has its own sign. */
const style = `
body { padding: 0; }
main { display: flex; flex-direction: column; height: 100vh; }
header { display: flex; align-items: center; gap: 1rem; padding: .4rem 1rem; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
h1 { font-size: 1em; font-weight: 600; flex: 1; margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
header button { font: inherit; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: 3px; min-width: 2em; padding: .15em .5em; cursor: pointer; }
header button:hover { background: var(--vscode-button-secondaryHoverBackground); }
#empty { color: var(--vscode-descriptionForeground); margin: 0; padding: 0 1rem; }
#empty:not(:empty) { padding: 1rem; }
#scroll { flex: 1; overflow: auto; }
#sheet { position: relative; transform-origin: 0 0; }
#lines { position: absolute; inset: 0; pointer-events: none; }
#lines path { fill: none; stroke: var(--vscode-editorIndentGuide-activeBackground1, var(--vscode-descriptionForeground)); stroke-width: 1.5; }
#lines path.near { stroke: var(--vscode-focusBorder); stroke-width: 2.5; }
#boxes button { position: absolute; width: ${boxSize.width}px; height: ${boxSize.height}px; box-sizing: border-box; display: grid; grid-template: 'sign label' 'sign detail' / 1.5em 1fr; align-content: center; column-gap: .4em; row-gap: .1em; text-align: left; font: inherit; color: var(--vscode-foreground); background: var(--vscode-editorWidget-background); border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border))); border-left: 4px solid var(--tone, var(--vscode-descriptionForeground)); border-radius: 4px; padding: .2em .6em; cursor: pointer; }
#boxes button:hover { background: var(--vscode-list-hoverBackground, var(--vscode-editorWidget-background)); color: var(--vscode-list-hoverForeground, var(--vscode-foreground)); }
#boxes button:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }
#boxes button[aria-current='true'] { border-color: var(--vscode-focusBorder); box-shadow: 0 0 0 1px var(--vscode-focusBorder); }
#boxes button.finally { border-style: dashed; border-left-style: solid; }
.sign { grid-area: sign; font-size: 1.2em; align-self: center; color: var(--tone, var(--vscode-foreground)); }
.label { grid-area: label; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.detail { grid-area: detail; font-size: .9em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
[data-tone='running'] { --tone: var(--vscode-charts-blue); }
[data-tone='succeeded'], [data-tone='cached'] { --tone: var(--vscode-testing-iconPassed, var(--vscode-charts-green)); }
[data-tone='failed'], [data-tone='never'] { --tone: var(--vscode-testing-iconFailed, var(--vscode-errorForeground)); }
[data-tone='waits'], [data-tone='ready'], [data-tone='unknown'] { --tone: var(--vscode-charts-yellow); }
.sign::before { content: '○'; }
[data-tone='waits'] .sign::before { content: '◔'; }
[data-tone='never'] .sign::before { content: '⊗'; }
[data-tone='ready'] .sign::before { content: '◌'; }
[data-tone='running'] .sign::before { content: '▶'; }
[data-tone='skipped'] .sign::before { content: '⤼'; }
[data-tone='cached'] .sign::before { content: '↺'; }
[data-tone='succeeded'] .sign::before { content: '✓'; }
[data-tone='failed'] .sign::before { content: '✗'; }
[data-tone='cancelled'] .sign::before { content: '⊘'; }
[data-tone='unknown'] .sign::before { content: '?'; }
@media (prefers-reduced-motion: no-preference) {
  [data-tone='running'] .sign { animation: breathe 1.6s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: .45; } }
}
`;
