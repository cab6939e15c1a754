/** Leaves out the fields that are undefined: a field left out is not a field set to nothing. */
export function givenFields<Fields extends object>(fields: {
  readonly [Field in keyof Fields]: Fields[Field] | undefined;
}): Partial<Fields> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Fields>;
}

/** The same; undefined if none is left. */
export function givenFieldsOrNone<Fields extends object>(fields: {
  readonly [Field in keyof Fields]: Fields[Field] | undefined;
}): Partial<Fields> | undefined {
  const given = givenFields(fields);
  return Object.keys(given).length > 0 ? given : undefined;
}

/** A list that has something; undefined for an empty one. */
export function listOrNone<Item>(items: readonly Item[] = []): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
