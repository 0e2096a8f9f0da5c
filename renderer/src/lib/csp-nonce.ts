// The nonce with which styles made at run time pass the content security policy.

/** The nonce the shell wrote into the page; undefined when the page has none, as in tests. */
export const cspNonce = (): string | undefined =>
  document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? undefined;
