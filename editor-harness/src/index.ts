/** A real VS Code in a headless browser, a home of Orchion and simulated machines, for tests and measurements. */
export { joinFleet, type Fleet, type FleetOptions, type Performance } from './fleet.ts';
export { openHome, type OrchionHome } from './home.ts';
export { runInHost, type HostRun } from './in-host.ts';
export { installVsCode } from './install-vscode.ts';
export type { Machine } from './machine.ts';
export { freePort } from './vscode-server.ts';
export { findChromium, openVsCode, type VsCode, type VsCodeOptions } from './vscode.ts';
export {
  accessibilityFaults,
  answer,
  chooseOnRow,
  chooseTheme,
  editorText,
  expectTerminal,
  lens,
  openFile,
  openOrchion,
  pressOnRow,
  question,
  row,
  runCommand,
  takeOffered,
  themes,
  toast,
  webviewWith,
} from './window.ts';
