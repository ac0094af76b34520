// Before the tests of containers: an engine with the test image, and a registry. Where there can be none, the tests are told why.

import type { TestProject } from 'vitest/node';
import { askEngine } from './ask-engine.ts';
import type { ProvidedEngine } from './provided-context.ts';
import { startEngine } from './start-engine.ts';
import { imageArchive, imageInRegistry, testImage } from './test-image.ts';
import { startRegistry } from './test-registry.ts';

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine();
  if (typeof engine === 'string') {
    provide('containerEngine', engine);
    return () => Promise.resolve();
  }
  await askEngine(engine.socket, 'POST', '/images/load', imageArchive(engine.busybox));
  const registry = await startRegistry(imageInRegistry(engine.busybox), imageInRegistry(engine.busybox, 'other'));
  const provided: ProvidedEngine = { socket: engine.socket, image: testImage, registry: registry.host };
  provide('containerEngine', provided);
  return async () => {
    registry.close();
    await engine.stop();
  };
}
