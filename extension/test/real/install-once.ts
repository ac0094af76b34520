/** Brings VS Code before the test files start, which would otherwise all bring it at once. */
import { installVsCode } from '@orchion/editor-harness';

export default function install(): void {
  try {
    installVsCode();
  } catch {
    // The tests try once more, skip themselves, and say why.
  }
}
