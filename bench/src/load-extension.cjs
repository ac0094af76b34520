/* global process, console */
// Loads an extension as the editor does, with an editor that does nothing, and prints how long that took: code, activation, ms.
// A process of its own per measurement, since code is loaded once.
const { performance } = require('node:perf_hooks');
const Module = require('node:module');

/** Answers whatever it is asked for, called with, or made as, with itself. */
const anything = new Proxy(function () {}, {
  get: (_target, name) => {
    if (name === Symbol.toPrimitive) return () => '';
    // Not a promise, and nothing to walk through.
    return name === 'then' || name === Symbol.iterator ? undefined : anything;
  },
  set: () => true,
  apply: () => anything,
  construct: () => anything,
  // A bundle copies a module into an object with the same prototype, and looks there for what it could not list.
  getPrototypeOf: () => anything,
});

const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? anything : load(request, ...rest));

const file = process.argv[2];
const begun = performance.now();
const extension = require(file);
const loaded = performance.now();
extension.activate(new Proxy({ subscriptions: [] }, { get: (context, name) => context[name] ?? anything }));
const active = performance.now();
console.log(JSON.stringify({ loadMs: loaded - begun, activateMs: active - loaded }));
process.exit(0);
