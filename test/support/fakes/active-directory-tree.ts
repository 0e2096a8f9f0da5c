// What a stand-in for Active Directory holds, and how it writes ids.

export type AdValues = Readonly<Record<string, readonly (string | Buffer)[]>>;

export interface AdAccount {
  readonly name: string;
  readonly sam: string;
  /** Relative id: the last part of the SID. The GUID is made of it as well. */
  readonly rid: number;
  readonly password?: string;
  /** Default `<sam>@office.example`. */
  readonly upn?: string;
  /** userAccountControl; default 512, a normal account. */
  readonly control?: number;
  /** Default 513, Domain Users. */
  readonly primaryGroup?: number;
  /** The reason, such as `533`, for which sign-ins are refused although the password is right. */
  readonly refused?: string;
  /** RDN of the container under the domain. Default `CN=Users`. */
  readonly unit?: string;
  readonly values?: AdValues;
}

export interface AdGroup {
  readonly name: string;
  readonly rid: number;
  /** Names of accounts and groups; those whose primary group it is are not among them. */
  readonly members?: readonly string[];
}

export interface AdTree {
  readonly accounts: readonly AdAccount[];
  readonly groups: readonly AdGroup[];
  readonly units: readonly string[];
  /** Containers of the system, hidden unless the advanced view is on. */
  readonly hidden?: readonly string[];
}

/** Bytes of the GUID `00112233-4455-6677-8899-aabb0000<rid>` in Microsoft's order. */
export const adGuid = (rid: number): Buffer => {
  const bytes = Buffer.from('33221100554477668899aabb00000000', 'hex');
  bytes.writeUInt16BE(rid, 14);
  return bytes;
};

/** The same GUID as text. */
export const adGuidText = (rid: number): string =>
  `00112233-4455-6677-8899-aabb0000${rid.toString(16).padStart(4, '0')}`;

/** Bytes of S-1-5-21-1000-2000-3000-rid. */
export const adSid = (rid: number): Buffer => {
  const bytes = Buffer.alloc(28);
  bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
  [21, 1000, 2000, 3000, rid].forEach((part, at) => bytes.writeUInt32LE(part, 8 + 4 * at));
  return bytes;
};
