/* global process, setInterval, clearInterval, Buffer */
// Runs in the extension host beside Orchion and is asked over a socket: how long the host's event loop stood still, what is
// shown, and, as the limit, to write as many lines itself as a job does, into a terminal or an output channel of its own.
const { createServer } = require('node:http');
const { Session } = require('node:inspector/promises');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');
const vscode = require('vscode');

/** Between two looks at the clock: what comes later than this was held up. */
const lookMs = 5;
const writeMs = 20;

let stalls = null;
let inspector = null;
const written = [];

const answers = {
  /** Begins to watch the event loop; with `profile`, also what it does. */
  async begin({ profile }) {
    if (profile) {
      inspector = new Session();
      inspector.connect();
      await inspector.post('Profiler.enable');
      await inspector.post('Profiler.start');
    }
    const begun = { last: performance.now(), longestMs: 0 };
    begun.timer = setInterval(() => {
      const now = performance.now();
      begun.longestMs = Math.max(begun.longestMs, now - begun.last - lookMs);
      begun.last = now;
    }, lookMs);
    stalls = begun;
    return {};
  },
  async end() {
    clearInterval(stalls.timer);
    const longestMs = Math.max(stalls.longestMs, performance.now() - stalls.last - lookMs);
    const profile = inspector === null ? null : (await inspector.post('Profiler.stop')).profile;
    inspector?.disconnect();
    inspector = null;
    return { longestMs, profile };
  },
  async command({ id, args }) {
    await vscode.commands.executeCommand(id, ...args);
    return {};
  },
  /** Everything that the terminal holds, by the clipboard. */
  async terminalText() {
    await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    return { text: await vscode.env.clipboard.readText() };
  },
  /** Lines like a job's, as fast, into a place of its own, with nothing left out. Answers when the last one was written. */
  async write({ place, name, linesPerSecond, seconds, line, last }) {
    const write = place === 'terminal' ? await openTerminal(name) : openChannel(name);
    const begun = performance.now();
    let written = 0;
    await new Promise((resolve) => {
      const timer = setInterval(() => {
        const due = Math.min(
          linesPerSecond * seconds,
          Math.floor(((performance.now() - begun) / 1000) * linesPerSecond),
        );
        let text = '';
        for (; written < due; written++) text += `${written} ${line}\n`;
        if (text !== '') write(text);
        if (written < linesPerSecond * seconds) return;
        clearInterval(timer);
        write(`${last}\n`);
        resolve();
      }, writeMs);
    });
    return {};
  },
  /** What was written is gone, and its memory with it. */
  async forget() {
    for (const place of written.splice(0)) place.dispose();
    return {};
  },
};

async function openTerminal(name) {
  const wrote = new vscode.EventEmitter();
  await new Promise((resolve) => {
    const pty = { onDidWrite: wrote.event, open: resolve, close: () => undefined };
    const terminal = vscode.window.createTerminal({ name, pty });
    written.push(terminal);
    terminal.show(true);
  });
  return (text) => wrote.fire(text.replaceAll('\n', '\r\n'));
}

function openChannel(name) {
  const channel = vscode.window.createOutputChannel(name, 'log');
  written.push(channel);
  channel.show(true);
  return (text) => channel.append(text);
}

exports.activate = (context) => {
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    try {
      const answer = await answers[request.url.slice(1)](JSON.parse(Buffer.concat(pieces).toString()));
      response.end(JSON.stringify(answer));
    } catch (error) {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: String(error) }));
    }
  });
  // A window that is loaded anew has a new host; the socket of the one before may still be there.
  server.listen(join(process.env.ORCHION_HOME, `probe-${process.pid}.sock`));
  context.subscriptions.push({ dispose: () => server.close() });
};
