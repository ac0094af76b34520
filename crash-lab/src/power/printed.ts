/** Text of which every byte is known by its place. */
export function printedAt(offset: number, length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, i) => byteAt(offset + i)));
}

/** The first place that is not as it should be; null: all is right. */
export function wrongPlace(bytes: Uint8Array, offset: number): number | null {
  const wrong = bytes.findIndex((byte, i) => byte !== byteAt(offset + i));
  return wrong === -1 ? null : offset + wrong;
}

function byteAt(place: number): number {
  return (Math.imul(place, 2_654_435_761) >>> 13) & 0xff;
}
