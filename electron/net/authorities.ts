// Whom a client of ours trusts.
import { rootCertificates } from 'node:tls';

/**
 * TLS options that trust these PEM roots beside the public ones. Without any the runtime's own store serves: taking in the
 * public ones anew costs some 20 ms of the main thread, so keep a context for as long as its client.
 */
export const trustingAlso = (own: readonly string[]): { readonly ca?: string[] } =>
  own.length === 0 ? {} : { ca: [...rootCertificates, ...own] };
