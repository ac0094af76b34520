/** Filters on whether a node takes work at all now: quarantine, eligibility, liveness, and its own refusals. */
import type { Filter } from './filter.ts';

export const quarantineFilter: Filter = {
  name: 'quarantine',
  kind: 'standing',
  test: ({ node }) => (node.quarantine === null ? 'fits' : 'not_now'),
  explain: ({ node }) => ({
    have: 'quarantined',
    need: 'one agent with this identity',
    message: `is quarantined: ${node.quarantine ?? ''}`,
  }),
};

export const eligibilityFilter: Filter = {
  name: 'eligibility',
  kind: 'standing',
  test: ({ node }) => (node.eligibility === 'schedulable' ? 'fits' : 'not_now'),
  explain: ({ node }) => ({
    have: node.eligibility,
    need: 'schedulable',
    message: `is ${node.eligibility} and takes no new work`,
  }),
};

export const livenessFilter: Filter = {
  name: 'liveness',
  kind: 'standing',
  test: (entry) => (entry.node.liveness === 'ready' && entry.session !== null ? 'fits' : 'not_now'),
  explain: (entry) => {
    const have = entry.node.liveness === 'ready' ? 'disconnected' : entry.node.liveness;
    return { have, need: 'ready', message: `is ${have}: its agent is not connected` };
  },
};

export const refusedFilter: Filter = {
  name: 'refused',
  kind: 'capacity',
  test: ({ node }, demand, now) => ((demand.refusedBy?.get(node.id) ?? 0) > now ? 'not_now' : 'fits'),
  explain: ({ node }, demand, now) => {
    const seconds = Math.ceil(((demand.refusedBy?.get(node.id) ?? now) - now) / 1000);
    return {
      have: 'refused it',
      need: 'the agent’s consent',
      message: `its agent refused the job; it is asked again in ${seconds} s`,
    };
  },
};
