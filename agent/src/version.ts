/** Orchion's version, as npm knows it. */
import manifest from '../package.json' with { type: 'json' };

export const version: string = manifest.version;
