import { expect, test } from 'vitest';
import { digestOfToken, isTokenShaped, kindOfToken, newToken } from './token.ts';

test('tokens name their kind and are never the same twice', () => {
  expect(newToken('admin')).toMatch(/^orc_adm_[0-9a-z]{58}$/);
  expect(newToken('agent')).toMatch(/^orc_node_[0-9a-z]{58}$/);
  expect(newToken('admin')).not.toBe(newToken('admin'));
});

test('a token that was cut, changed or is of another kind is seen by its shape', () => {
  const token = newToken('admin');
  expect(isTokenShaped('admin', token)).toBe(true);
  expect(isTokenShaped('agent', token)).toBe(false);
  expect(isTokenShaped('admin', token.slice(0, -1))).toBe(false);
  const other = token.charAt(20) === 'a' ? 'b' : 'a';
  expect(isTokenShaped('admin', token.slice(0, 20) + other + token.slice(21))).toBe(false);
});

test('a token is recognised by its digest, anything else is nobody', () => {
  const [admin, agent] = [newToken('admin'), newToken('agent')];
  const digests = { admin: digestOfToken(admin), agent: digestOfToken(agent) };
  expect(kindOfToken(admin, digests)).toBe('admin');
  expect(kindOfToken(agent, digests)).toBe('agent');
  expect(kindOfToken(newToken('admin'), digests)).toBe(null);
  expect(kindOfToken('', digests)).toBe(null);
});
