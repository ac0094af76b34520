/**
 * Bearer tokens: a prefix that names the kind (so that leaked ones can be searched for), 32 random bytes in base32, and a
 * checksum, so that a token cut short by a copy is told apart from a wrong one.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `admin` may do everything; `agent` may be a node. */
export type TokenKind = 'admin' | 'agent';

const prefixes: Readonly<Record<TokenKind, string>> = { admin: 'orc_adm_', agent: 'orc_node_' };
/** 52 characters for 32 bytes, then 6 of the checksum. */
const bodyPattern = /^[0-9a-hjkmnp-tv-z]{58}$/;

export function newToken(kind: TokenKind): string {
  const secret = base32(randomBytes(32)).slice(0, 52);
  return prefixes[kind] + secret + checksumOf(kind, secret);
}

/** True where the text has the kind's shape and its checksum is right; says nothing about whether it is known. */
export function isTokenShaped(kind: TokenKind, text: string): boolean {
  if (!text.startsWith(prefixes[kind])) return false;
  const body = text.slice(prefixes[kind].length);
  return bodyPattern.test(body) && body.slice(52) === checksumOf(kind, body.slice(0, 52));
}

/** What the orchestrator keeps of a token while it runs: enough to recognise it, not enough to show it. */
export function digestOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whose token it is, or null. Takes equally long whichever one is near. */
export function kindOfToken(token: string, digests: Readonly<Record<TokenKind, Buffer>>): TokenKind | null {
  const digest = digestOfToken(token);
  const isAdmin = timingSafeEqual(digest, digests.admin);
  const isAgent = timingSafeEqual(digest, digests.agent);
  return isAdmin ? 'admin' : isAgent ? 'agent' : null;
}

function checksumOf(kind: TokenKind, secret: string): string {
  return base32(createHash('sha256').update(prefixes[kind]).update(secret).digest()).slice(0, 6);
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >>> bits) & 31);
    }
  }
  return bits === 0 ? text : text + alphabet.charAt((held << (5 - bits)) & 31);
}
