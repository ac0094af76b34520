/** Ids and names: plain text on the wire, where an absent one is empty; branded or null in the domain. */
import { gpuDeviceId, parseId, type GpuDeviceId, type IdKind } from '@orchion/domain';
import { WireError } from './wire-error.ts';

type IdOf<K extends IdKind> = NonNullable<ReturnType<typeof parseId<K>>>;

/** Throws WireError where the text is not an id of that kind. */
export function idFromWire<K extends IdKind>(kind: K, text: string, field: string): IdOf<K> {
  const id = parseId(kind, text);
  if (id === null) throw new WireError(field, `is no ${kind} id: ${JSON.stringify(text.slice(0, 80))}`);
  return id;
}

export function optionalIdFromWire<K extends IdKind>(kind: K, text: string, field: string): IdOf<K> | null {
  return text === '' ? null : idFromWire(kind, text, field);
}

export function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}

/** Devices are named by their vendors: printable text of a bounded length. */
export function gpuDeviceFromWire(text: string, field: string): GpuDeviceId {
  if (text === '' || text.length > 256) throw new WireError(field, 'must have 1 to 256 characters');
  return gpuDeviceId(text);
}
