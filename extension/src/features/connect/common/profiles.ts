/** The orchestrators that somebody works with: this machine's own, which is always there, and others by name and address. */
import { parseEndpoint } from '@orchion/domain';
import type { Say } from '../../../cluster/say.ts';

export interface Profile {
  readonly name: string;
  readonly url: string;
}

const profilesMax = 50;
const nameLengthMax = 60;

/** What a person wrote into the setting; what is no profile is left out. */
export function profilesFrom(setting: unknown): readonly Profile[] {
  if (!Array.isArray(setting)) return [];
  const profiles = new Map<string, Profile>();
  for (const entry of (setting as readonly unknown[]).slice(0, profilesMax)) {
    if (typeof entry !== 'object' || entry === null || !('url' in entry) || typeof entry.url !== 'string') continue;
    const url = urlOf(entry.url);
    if (url === null) continue;
    const name = 'name' in entry && typeof entry.name === 'string' ? entry.name.trim() : '';
    profiles.set(url, { name: name === '' ? url : name, url });
  }
  return [...profiles.values()];
}

/** An address in the one way in which it is kept, so that its token is found again; null for what is none. */
export function urlOf(text: string): string | null {
  const endpoint = parseEndpoint(text.trim());
  return endpoint.kind === 'url' ? endpoint.baseUrl : endpoint.kind === 'invalid' ? null : text.trim();
}

/** With this profile; it takes the place of `replaced`, and of another one with the same address. */
export function withProfile(
  profiles: readonly Profile[],
  profile: Profile,
  replaced: Profile | null,
): readonly Profile[] {
  const rest = profiles.filter(({ url }) => url !== profile.url && url !== replaced?.url);
  return [...rest, profile].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Why it cannot be called that; undefined where it can. */
export function nameProblem(text: string, others: readonly Profile[], say: Say): string | undefined {
  const name = text.trim();
  if (name === '') return say('Give it a name, for example: tower');
  if (name.length > nameLengthMax) return say('At most {0} characters', nameLengthMax);
  return others.some((other) => other.name === name) ? say('Another connection is called that') : undefined;
}

/** What this window's orchestrator is called; empty for this machine's own. */
export function nameOfPlace(url: string, profiles: readonly Profile[]): string {
  if (url === '') return '';
  return profiles.find((profile) => profile.url === url)?.name ?? nameOfUrl(url);
}

/** `tower` of `https://tower.lan:7420`: what it may be called. */
export function nameOfUrl(url: string): string {
  return /^https?:\/\/(\[[^\]]+\]|[\w-]+)/i.exec(url)?.[1] ?? url;
}
