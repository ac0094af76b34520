/** A promise was broken: which referee saw it, and what it saw. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly checker: string;
  constructor(checker: string, message: string) {
    super(message);
    this.checker = checker;
  }
}
