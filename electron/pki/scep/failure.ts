// Why a SCEP request is refused, in the protocol's own numbers.

/** RFC 8894 3.2.1.4: failInfo values. */
export const failInfo = { badAlg: 0, badMessageCheck: 1, badRequest: 2, badTime: 3, badCertId: 4 } as const;

export type FailInfo = keyof typeof failInfo;

/** Ends a request with a CertRep FAILURE. `message` goes to the log only; the client learns nothing but `info`. */
export class ScepFailure extends Error {
  readonly info: FailInfo;

  constructor(info: FailInfo, message: string) {
    super(message);
    this.name = 'ScepFailure';
    this.info = info;
  }
}
