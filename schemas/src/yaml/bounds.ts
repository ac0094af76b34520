/** How large and how deep a file may be. */

export const yamlBytesMax = 256 * 1024;
export const depthMax = 32;

export function isTooLarge(source: string): boolean {
  // Every UTF-16 unit is at least one byte, so this never lets a larger file through, and needs no encoder.
  return source.length > yamlBytesMax || (source.length > yamlBytesMax / 3 && utf8Length(source) > yamlBytesMax);
}

/** Without a TextEncoder: this package has no ambient types of Node or the browser. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code <= 0x7f ? 1 : code <= 0x7ff ? 2 : code <= 0xffff ? 3 : 4;
  }
  return bytes;
}
