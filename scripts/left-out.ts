// What dependencies bring along and no program of ours has in it: engines reached by SSH and build sessions of Docker, with
// everything that is there for these alone. Nobody calls them; some would compile when they are installed, or have no licence in
// words that a program reads.

import type { Plugin } from 'esbuild';

/** Packages. The build fails where one gets into a bundle. */
export const leftOut = [
  '@grpc/grpc-js',
  '@grpc/proto-loader',
  'buildcheck',
  'cpu-features',
  'nan',
  'protobufjs',
  'ssh2',
  'tweetnacl',
];

/** The files by which they would come, as empty ones. */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup(building) {
    building.onResolve({ filter: /^\.\/(?:ssh|session|buildkit)$/ }, ({ path, importer }) =>
      /node_modules\/docker(?:-modem|ode)\/lib\//.test(importer) ? { path, namespace: 'left-out' } : undefined,
    );
    building.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = undefined;' }));
  },
};
