// The state of a simulated device: what it is, what it holds, whom it trusts.
import { randomBytes, randomUUID } from 'node:crypto';
import { EnrollmentStopped } from './account-driven.ts';
import type { ManagedApp, SimulatedApp } from './answers.ts';
import { createAppleDeviceCa } from './apple-device-ca.ts';
import type { AppleDeviceCa } from './apple-device-ca.ts';
import type { Account, Enrollment } from './enrollment.ts';
import { createHttpsClient } from './https-client.ts';
import type { HttpsClient } from './https-client.ts';
import type { Identity } from './keys-and-csr.ts';
import type { CommandManners, WireManners } from './manners.ts';
import type { JournalEntry } from './mdm-wire.ts';
import type { PlistInputDict } from './plist.ts';
import type { InstalledProfile } from './profile.ts';
import type { PushWake } from './push-wake.ts';
import { safariUserAgent, traitsOf } from './traits.ts';
import type { DeviceKind, Traits } from './traits.ts';
import { createWebSession } from './web-session.ts';
import type { WebSession } from './web-session.ts';

export interface DeviceOptions {
  readonly kind: DeviceKind;
  readonly osVersion?: string | undefined;
  readonly name?: string | undefined;
  readonly supervised?: boolean | undefined;
  readonly udid?: string | undefined;
  readonly serial?: string | undefined;
  /** Issues the built-in certificate that signs machine info; an own, foreign one when absent. */
  readonly appleCa?: AppleDeviceCa | undefined;
  /** PEM authorities trusted before any profile is installed. */
  readonly trusted: readonly string[];
  readonly hosts?: Readonly<Record<string, { readonly address: string; readonly port: number }>> | undefined;
  readonly keepAlive?: boolean | undefined;
  /** Epoch ms; the system's clock by default. */
  readonly now?: (() => number) | undefined;
}

const hexId = (): string => randomBytes(8).toString('hex').toUpperCase();

/** What a device is and holds. SimulatedDevice adds what it does. */
export class DeviceState {
  traits: Traits;
  name: string;
  readonly udid: string;
  readonly serial: string;
  readonly imei: string | undefined;
  readonly supervised: boolean;
  readonly shortUserName = 'ann';
  readonly longUserName = 'Ann Example';
  readonly http: HttpsClient;
  readonly now: () => number;
  /** Everything said to the MDM server and its answers, oldest first. */
  readonly journal: JournalEntry[] = [];
  /** Manners of every message. */
  wire: WireManners = {};
  /** Manners by RequestType; `*` for those without an own entry. */
  readonly manners = new Map<string, CommandManners>();
  enrollment: Enrollment | undefined;
  account: Account | undefined;
  /** Why the last enrollment ended, when the device ended it. */
  unenrolledBecause: string | undefined;
  passcodePresent = true;
  lockedWith: string | undefined;
  erased = false;
  organizationInfo: PlistInputDict = {};
  apps: SimulatedApp[] = [{ identifier: 'com.example.diary', name: 'Diary', version: '3.2.1' }];
  readonly managedApps = new Map<string, ManagedApp>();
  readonly profiles = new Map<string, InstalledProfile>();
  /** Failures of sessions that a push started. */
  readonly wakeErrors: unknown[] = [];
  readonly #options: DeviceOptions;
  protected readonly wakes: PushWake[] = [];
  #builtIn: Promise<{ identity: Identity; ca: Buffer }> | undefined;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.traits = traitsOf(options.kind, options.osVersion);
    this.name = options.name ?? `Ann’s ${this.traits.modelName}`;
    this.supervised = options.supervised ?? false;
    this.udid = options.udid ?? (options.kind === 'Mac' ? randomUUID().toUpperCase() : `00008120-${hexId()}`);
    this.serial = options.serial ?? `C${hexId().slice(0, 9)}`;
    this.imei =
      options.kind === 'iPhone'
        ? `35${String(randomBytes(6).readUIntBE(0, 6)).padStart(13, '0').slice(-13)}`
        : undefined;
    this.http = createHttpsClient({ trusted: options.trusted, hosts: options.hosts, keepAlive: options.keepAlive });
    this.now = options.now ?? ((): number => Date.now());
  }

  /** A new Safari or web view without cookies. */
  webSession(): WebSession {
    return createWebSession(this.http, safariUserAgent(this.traits));
  }

  /** Drops the enrollment and everything it managed, without a word to the server. */
  forget(reason: string): void {
    const { enrollment } = this;
    if (enrollment === undefined) return;
    this.enrollment = undefined;
    this.account = undefined;
    this.unenrolledBecause = reason;
    this.managedApps.clear();
    this.profiles.delete(enrollment.profile.identifier);
    for (const profile of [...this.profiles.values()]) {
      if (profile.installedByMdm) this.profiles.delete(profile.identifier);
    }
    this.followPush();
  }

  /** Stops listening for pushes and closes connections. */
  close(): void {
    for (const wake of this.wakes) wake.stop();
    this.http.close();
  }

  // ---- for the steps ----

  /** The enrollment; throws EnrollmentStopped when there is none. */
  requireEnrollment(): Enrollment {
    if (this.enrollment === undefined) {
      throw new EnrollmentStopped('message', `the device is not enrolled (${this.unenrolledBecause ?? 'no profile'})`);
    }
    return this.enrollment;
  }

  /** Listens for the push tokens as they are now. */
  protected followPush(): void {
    for (const wake of this.wakes) wake.follow(this.enrollment?.push);
  }

  /** The certificate built in by Apple, with the CA that issued it. */
  builtInIdentity(): Promise<{ identity: Identity; ca: Buffer }> {
    const make = async (): Promise<{ identity: Identity; ca: Buffer }> => {
      const ca = this.#options.appleCa ?? (await createAppleDeviceCa());
      return { identity: await ca.issueDeviceIdentity(), ca: ca.certificate };
    };
    this.#builtIn ??= make();
    return this.#builtIn;
  }
}
