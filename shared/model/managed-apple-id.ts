// How a Managed Apple ID is shown: masked on every list, detail and export, for privacy.

/** `anna.berg@appleid.office.example` becomes `a•••g@appleid.office.example`; undefined stays undefined. */
export const maskManagedAppleId = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  const at = value.lastIndexOf('@');
  const local = at < 0 ? value : value.slice(0, at);
  const domain = at < 0 ? '' : value.slice(at);
  const masked = local.length <= 2 ? '•••' : `${local.slice(0, 1)}•••${local.slice(-1)}`;
  return masked + domain;
};

/**
 * Whether an ID lies in none of the validated domains, nor in the `appleid.` subdomain of one: User Enrollment refuses it.
 * False while nothing is declared, or nothing after the @ is typed yet.
 */
export const isOutsideDomains = (id: string, validatedDomains: readonly string[]): boolean => {
  const domain = id
    .slice(id.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  if (!id.includes('@') || domain === '' || validatedDomains.length === 0) return false;
  return !validatedDomains.some((known) => domain === known || domain === `appleid.${known}`);
};
