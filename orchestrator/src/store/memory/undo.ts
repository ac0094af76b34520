/** How a step of a commit is taken back. */
export type Undo = () => void;

/** Null: removes. */
export function replaceIn<K, V>(map: Map<K, V>, key: K, value: V | null): Undo {
  const before = map.get(key);
  if (value === null) map.delete(key);
  else map.set(key, value);
  return () => {
    if (before === undefined) map.delete(key);
    else map.set(key, before);
  };
}
