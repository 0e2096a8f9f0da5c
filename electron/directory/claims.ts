// Who gets a value that only one may have, when several change theirs at the same time.

export interface Claim {
  readonly id: string;
  /** What it has now. */
  readonly current: string | undefined;
  /** Undefined: it keeps what it has. */
  readonly wanted: string | undefined;
}

export interface Settled {
  /** Ids of those who get what they want, or have it already. */
  readonly granted: ReadonlySet<string>;
  /** Who has a value in the end: one of the claims, or somebody outside of them. */
  readonly ownerOf: (value: string) => string | undefined;
}

/**
 * A value is free if nobody has it, or if who has it gets another one: so two can swap, and many go round in a ring.
 * Who has a value already comes before who wants it, then whoever stands first. `holders` are the present owners by
 * value, people outside of the claims included.
 */
export const settleClaims = (claims: readonly Claim[], holders: ReadonlyMap<string, string>): Settled => {
  const insiders = new Set(claims.map(({ id }) => id));
  const refused = new Set<string>();
  for (;;) {
    const before = refused.size;
    const owners = new Map<string, string>();
    for (const { id, current, wanted } of claims) {
      const stays = wanted === undefined || wanted === current || refused.has(id);
      if (stays && current !== undefined) owners.set(current, id);
    }
    for (const { id, wanted } of claims) {
      if (wanted === undefined || refused.has(id)) continue;
      const holder = holders.get(wanted);
      const owner = owners.get(wanted) ?? (holder === undefined || insiders.has(holder) ? undefined : holder);
      if (owner === undefined) owners.set(wanted, id);
      else if (owner !== id) refused.add(id);
    }
    if (refused.size > before) continue;
    const granted = new Set(claims.flatMap(({ id, wanted }) => (wanted === undefined || refused.has(id) ? [] : [id])));
    return { granted, ownerOf: (value) => owners.get(value) ?? holders.get(value) };
  }
};
