// What the PKI needs to remember. electron/db/stores/protocol/pki.ts satisfies these; private keys reach them sealed only.

/** Named JSON values. */
export interface PkiSettings {
  /** The value, or undefined when the key was never written. */
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** Does nothing when there is no such key. */
  remove(key: string): Promise<void>;
}

/** Named blobs that the SecretBox has sealed. */
export interface PkiSecrets {
  get(name: string): Promise<Uint8Array | undefined>;
  set(name: string, sealed: Uint8Array): Promise<void>;
  /** Does nothing when there is no such secret. */
  remove(name: string): Promise<void>;
}

/** What is told of a certificate that was put in place or taken away. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notAfter: number;
  /** Of a push certificate. */
  readonly topic?: string;
}

export interface CertificateChange {
  /** Who did it. */
  readonly actor: string;
  /** `officeRoot` with a new name: the device CA goes with it. */
  readonly kind: 'listener' | 'push' | 'deviceCa' | 'officeRoot';
  readonly activity: 'Imported' | 'Changed';
  readonly before: CertificateFacts | undefined;
  readonly after: CertificateFacts | undefined;
}

/** What stands or falls together when an admin changes a certificate. */
export interface PkiStores {
  readonly settings: PkiSettings;
  readonly secrets: PkiSecrets;
  /** Keeps the change in the audit trail. */
  record(change: CertificateChange): Promise<void>;
}

export type PkiTransaction = <T>(work: (stores: PkiStores) => Promise<T>) => Promise<T>;

/** `device`: identity of an enrollment; `listener`: TLS certificate by the office root. */
export type CertificatePurpose = 'device' | 'listener';

/** A certificate that one of our authorities issued. Times are milliseconds since the epoch. */
export interface IssuedCertificate {
  /** Lower-case hexadecimal SHA-256 of `der`. */
  readonly sha256: string;
  readonly serial: string;
  readonly ticketId: string | null;
  readonly enrollmentId: string | null;
  readonly purpose: CertificatePurpose;
  /** The name in readable form, such as `CN=handle`. */
  readonly subject: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly issuedAt: number;
  readonly der: Uint8Array;
}

export interface IssuedCertificates {
  /** Durable when it resolves. */
  add(certificate: IssuedCertificate): Promise<void>;
  find(sha256: string): Promise<IssuedCertificate | undefined>;
  /** Newest first. */
  ofTicket(ticketId: string): Promise<readonly IssuedCertificate[]>;
  /**
   * Whether a device relies on what was issued: an enrollment that is not over, or one that began in the last day and may
   * still come. `now` in milliseconds.
   */
  inUse(now: number): Promise<boolean>;
}
