/**
 * Keeps a picture of a window among the documents, in 256 colours: a window has few, in large areas, and the file is a
 * quarter of what the browser makes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { VsCode } from '@orchion/editor-harness';

const pictures = join(dirname(dirname(dirname(import.meta.dirname))), 'docs', 'screenshots');

/** The tip of whatever the mouse came by. */
const withoutTips = '.workbench-hover-container, .monaco-hover { display: none !important; }';

export async function keepPicture(page: VsCode['page'], name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide', style: withoutTips });
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, `${name}.png`), inFewColours(png));
}

const coloursMax = 256;

function inFewColours(png: Buffer): Buffer {
  const { width, height, pixels, pixelBytes } = decode(png);
  const counts = new Map<number, number>();
  const colourAt = (at: number): number => pixels.readUIntBE(at * pixelBytes, 3);
  for (let at = 0; at < width * height; at++) counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  const palette = paletteOf(counts);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const placeOf = (colour: number): number => {
    const known = places.get(colour);
    if (known !== undefined) return known;
    const nearest = nearestIn(palette, colour);
    places.set(colour, nearest);
    return nearest;
  };
  // One byte a pixel, and before each row the filter: none, which suits a palette.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = placeOf(colourAt(y * width + x));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits, of a palette.
  head.set([8, 3], 8);
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, place) => colours.writeUIntBE(colour, place * 3, 3));
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colours that matter: frequent ones, and rare ones that are unlike all others, as a small red sign is. */
function paletteOf(counts: ReadonlyMap<number, number>): readonly number[] {
  const waiting = [...counts].map(([colour, count]) => ({ colour, weight: Math.sqrt(count), distance: Infinity }));
  const palette: number[] = [];
  while (palette.length < coloursMax) {
    const next = waiting.reduce((best, one) => (score(one) > score(best) ? one : best));
    if (score(next) === 0) break;
    palette.push(next.colour);
    for (const one of waiting) one.distance = Math.min(one.distance, distanceOf(one.colour, next.colour));
  }
  return palette;
}

function score({ weight, distance }: { readonly weight: number; readonly distance: number }): number {
  return distance === Infinity ? weight * 1e9 : weight * distance;
}

function distanceOf(one: number, other: number): number {
  let sum = 0;
  for (const shift of [16, 8, 0]) sum += (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2;
  return sum;
}

function nearestIn(palette: readonly number[], colour: number): number {
  let best = 0;
  let bestDistance = Infinity;
  palette.forEach((other, place) => {
    const distance = distanceOf(colour, other);
    if (distance >= bestDistance) return;
    best = place;
    bestDistance = distance;
  });
  return best;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
  /** 3 or 4: with or without transparency. */
  readonly pixelBytes: number;
}

/** Of the kind of PNG that the browser writes: eight bits a colour, not interlaced. */
function decode(png: Buffer): Picture {
  const packed: Buffer[] = [];
  // After the signature: length, type, data, checksum.
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const pixelBytes = png[25] === 6 ? 4 : 3;
  const rowBytes = width * pixelBytes;
  const raw = inflateSync(Buffer.concat(packed));
  const pixels = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x < pixelBytes ? 0 : (pixels[at - pixelBytes] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - rowBytes] ?? 0);
      const corner = x < pixelBytes || y === 0 ? 0 : (pixels[at - rowBytes - pixelBytes] ?? 0);
      // The format's five filters: none, left, above, their mean, and whichever is nearest to left + above - corner.
      const guess = [0, left, above, (left + above) >> 1, nearestOf(left, above, corner)][filter] ?? 0;
      pixels[at] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return { width, height, pixels, pixelBytes };
}

function nearestOf(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(estimate - value));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
