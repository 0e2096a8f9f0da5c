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
