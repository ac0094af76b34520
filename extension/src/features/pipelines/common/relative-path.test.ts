import { describe, expect, test } from 'vitest';
import { relativePath } from './relative-path.ts';

describe('a file names another', () => {
  test.for([
    ['/w/a.yaml', '/w/b.yaml', './b.yaml'],
    ['/w/a.yaml', '/w/lib/b.yaml', './lib/b.yaml'],
    ['/w/x/a.yaml', '/w/b.yaml', '../b.yaml'],
    ['/w/x/a.yaml', '/w/y/b.yaml', '../y/b.yaml'],
    ['/w/x/y/a.yaml', '/v/b.yaml', '../../../v/b.yaml'],
  ])('%s names %s as %s', ([from, to, expected]) => {
    expect(relativePath(from as string, to as string)).toBe(expected);
  });
});
