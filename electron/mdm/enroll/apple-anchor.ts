// The key with which Apple vouches for the built-in identity of iPhones, iPads and Macs.

/**
 * Public key (base64 SubjectPublicKeyInfo, RSA-1024) of "Apple iPhone Device CA", subject key identifier
 * B2FE21234486956A79D581268E7310D8A74C8E74. Its certificate expired in 2014 and devices still present certificates
 * made with it: the key is the anchor, and no date of the CA is ever checked.
 */
export const appleDeviceCaPublicKey =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDxlErJ6rpaGGCty6JNTU5UGWkXWQdmy5foZppHX0auZ3q1SnNUscsE9r02uAxVOIqEgzFSZfkz' +
  '4Zd3nCtMJrAlP+kyqnsIdJTswUs4HWdOCFKUWotZo1zXk/Sg/lWFu0xGl15usndFL2dcvAsYv1m5bIb3KnV20hlx9CljuSULrwIDAQAB';

/** Subject of that certificate, hence issuer of a device's: dotted attribute type and text, in order. */
export const appleDeviceCaName = [
  { oid: '2.5.4.6', value: 'US' },
  { oid: '2.5.4.10', value: 'Apple Inc.' },
  { oid: '2.5.4.11', value: 'Apple iPhone' },
  { oid: '2.5.4.3', value: 'Apple iPhone Device CA' },
] as const;
