/** Finds the route of a path: exactly one form of each path exists, and nothing that merely looks like it is let through. */
import { routes, type Route } from '@orchion/proto';

export interface FoundRoute {
  readonly route: Route;
  /** The values of its path's fields, by their names in the proto. */
  readonly fields: Readonly<Record<string, string>>;
}

export type RouteAnswer =
  | ({ readonly kind: 'found' } & FoundRoute)
  /** `allow`: the verbs that the path has. */
  | { readonly kind: 'wrong_verb'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

/** `path`: as it came, without the query. */
export function findRoute(verb: string, path: string): RouteAnswer {
  const allow: string[] = [];
  for (const { route, pattern } of compiled) {
    const match = pattern.exec(path);
    if (match === null) continue;
    if (route.verb !== verb) {
      allow.push(route.verb);
      continue;
    }
    const fields = decodeFields(route.pathFields, match.slice(1));
    return fields === null ? { kind: 'unknown' } : { kind: 'found', route, fields };
  }
  return allow.length > 0 ? { kind: 'wrong_verb', allow } : { kind: 'unknown' };
}

const compiled = routes.map((route) => ({ route, pattern: patternOf(route) }));

function patternOf({ segments, customVerb }: Route): RegExp {
  // A colon separates the verb, so a value that has one must be written %3A.
  const parts = segments.map((segment) => (segment.kind === 'literal' ? escape(segment.text) : '([^/:]+)'));
  return new RegExp(`^/${parts.join('/')}${customVerb === null ? '' : `:${escape(customVerb)}`}$`);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Null where a value is not well encoded. */
function decodeFields(names: readonly string[], values: readonly string[]): Record<string, string> | null {
  try {
    return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(values[i] ?? '')]));
  } catch {
    return null;
  }
}
