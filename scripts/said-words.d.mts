import type { Rule } from 'eslint';

/** Reports words that people read and that cannot be translated. */
export declare const saidWords: Rule.RuleModule;
