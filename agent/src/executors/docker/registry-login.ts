/**
 * What `docker login` left for a registry: the engine itself remembers no logins, whoever asks it to pull has to bring them.
 * Credential helpers are programs of their own and are not asked.
 */
import { readFile } from 'node:fs/promises';
import type { RegistryLogin } from './engine.ts';

/** Null: nobody has logged in there. Never rejects. */
export type FindLogin = (image: string) => Promise<RegistryLogin | null>;

const dockerHub = 'https://index.docker.io/v1/';

/** `configFile`: Docker's own, `~/.docker/config.json`. Read each time: people log in while an agent runs. */
export function createFindLogin(configFile: string): FindLogin {
  return async (image) => {
    const serveraddress = registryOf(image);
    try {
      const config: unknown = JSON.parse(await readFile(configFile, 'utf8'));
      const auth = fieldOf(fieldOf(fieldOf(config, 'auths'), serveraddress), 'auth');
      if (typeof auth !== 'string') return null;
      const text = Buffer.from(auth, 'base64').toString('utf8');
      const colon = text.indexOf(':');
      return colon <= 0 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1), serveraddress };
    } catch {
      // Most nodes have no such file; of one that cannot be read, the registry's refusal tells.
      return null;
    }
  };
}

/** As Docker does: what stands before the first slash is a registry only where it looks like a host. */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost && first !== 'docker.io' ? first : dockerHub;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  // Its own field was just looked for.
  return (value as Readonly<Record<string, unknown>>)[name];
}
