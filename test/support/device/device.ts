// SimulatedDevice: a real iPhone, iPad or Mac as far as a server can tell. Every step of every enrollment is public,
// so that a test can break each one.
import { systemIsAtLeast } from './traits.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { discoveryUrl, EnrollmentStopped, parseChallenge, readDiscovery, signIn } from './account-driven.ts';
import type { AccessTokens, Challenge, DiscoveredServer, Person } from './account-driven.ts';
import { machineInfo } from './answers.ts';
import { signCms } from './cms.ts';
import type { Channel } from './command-rules.ts';
import { createCommandTarget } from './command-target.ts';
import { DeviceState } from './device-state.ts';
import type { DeviceOptions } from './device-state.ts';
import { authenticateMessage, beginEnrollment, hasUserChannel, identifiers, tokenUpdateMessage } from './enrollment.ts';
import type { Enrollment } from './enrollment.ts';
import { mediaType } from './https-client.ts';
import type { HttpResponse } from './https-client.ts';
import { generateRsaKey } from './keys-and-csr.ts';
import type { Digest, Identity } from './keys-and-csr.ts';
import { sendMessage } from './mdm-wire.ts';
import { encodePlist } from './plist.ts';
import type { PlistInputDict } from './plist.ts';
import { parseEnrollmentProfile } from './profile.ts';
import type { EnrollmentExpectation, EnrollmentProfile } from './profile.ts';
import { createPushWake } from './push-wake.ts';
import type { PushSource } from './push-wake.ts';
import { requestCertificate } from './scep-client.ts';
import type { ScepRequest } from './scep-client.ts';
import { runSession } from './session.ts';
import type { ConnectResult } from './session.ts';
import { isSignInForm, profileMediaType } from './web-session.ts';
import type { WebOutcome, WebPage, WebSession } from './web-session.ts';

export interface MachineInfoOptions {
  readonly mode: 'BYOD' | 'ADDE';
  readonly bearer?: string | undefined;
  readonly digest?: Digest | undefined;
  readonly clockSkewMs?: number | undefined;
  /** iOS 15 sends application/x-www-form-urlencoded with the same bytes. */
  readonly contentType?: string | undefined;
  /** Signs with another identity than the built-in one; `unsigned` sends the bare plist. */
  readonly signer?: Identity | 'unsigned' | undefined;
  readonly chain?: readonly Buffer[] | undefined;
  readonly extraKeys?: PlistInputDict | undefined;
}

export interface AccountDrivenRequest {
  readonly identifier: string;
  readonly password: string;
  readonly pin?: string | undefined;
  /** What is typed as user name on the page; the identifier by default. */
  readonly username?: string | undefined;
  /** The Managed Apple Account the person signs in with; the identifier by default. */
  readonly managedAppleId?: string | undefined;
  /** Origin asked for the well-known document; https and the identifier's domain by default. */
  readonly discoveryOrigin?: string | undefined;
  readonly pkce?: boolean | undefined;
}

/** One device. Create it with createSimulatedDevice. */
export class SimulatedDevice extends DeviceState {
  readonly #notNow = new Map<string, number>();
  #sessions: Promise<unknown> = Promise.resolve();
  #wakeListeners: ((result: ConnectResult) => void)[] = [];

  // ---- enrollment flows ----

  /** Installs a downloaded profile: Device Enrollment, or profile-driven User Enrollment as `signedInAccount`. */
  async enrollWithProfile(bytes: Buffer, signedInAccount?: string): Promise<Enrollment> {
    this.installProfile(bytes, { flow: 'profile', signedInAccount });
    return this.finishEnrollment();
  }

  /** Opens an invitation in Safari, signs in, downloads and installs. `managedAppleId` is whom iOS asks to sign in. */
  async enrollByInvitation(link: string, person: Person & { readonly managedAppleId?: string }): Promise<Enrollment> {
    return this.enrollWithProfile(
      await this.downloadByInvitation(link, person),
      person.managedAppleId ?? person.username,
    );
  }

  /** The first half of enrollByInvitation: the bytes Safari downloads. Throws with the page's text if it gives none. */
  async downloadByInvitation(link: string, person: Person): Promise<Buffer> {
    const web = this.webSession();
    let outcome: WebOutcome = await web.open(link);
    let signedInAt: string | undefined;
    for (let pages = 0; outcome.kind === 'page' && pages < 5; pages += 1) {
      const asksPassword = outcome.forms.some(isSignInForm);
      const { origin } = new URL(outcome.url);
      if (asksPassword && signedInAt === origin) break;
      const next = asksPassword ? await web.signIn(outcome, person) : await this.#followDownload(web, outcome);
      if (next === undefined) break;
      if (asksPassword) signedInAt = origin;
      outcome = next;
    }
    if (outcome.kind === 'profile') return outcome.bytes;
    const said =
      outcome.kind === 'page' ? `HTTP ${String(outcome.status)}: ${outcome.text.slice(0, 400)}` : outcome.url;
    throw new EnrollmentStopped('download', `the invitation gave no profile; it says ${said}`);
  }

  async #followDownload(web: WebSession, page: WebPage): Promise<WebOutcome | undefined> {
    const link = page.links.find(({ href }) => /\/profile(-service)?$/.test(new URL(href).pathname));
    if (link !== undefined) return web.open(link.href);
    const elsewhere = page.links.find(({ href }) => new URL(href).searchParams.has('with'));
    if (elsewhere !== undefined) return web.open(elsewhere.href);
    // An iPad's Safari looks like a Mac's, so the page asks which of them it is, and how old.
    const kind = this.traits.kind === 'Mac' ? 'mac' : 'ipad';
    const own = systemIsAtLeast(this.traits, '18', '15') ? kind : `${kind}-older`;
    const choice = page.links.find(({ href }) => new URL(href).searchParams.get('device') === own);
    if (choice !== undefined) return web.open(choice.href);
    const form = page.forms.find(({ action }) => new URL(action).pathname.endsWith('/profile'));
    return form === undefined ? undefined : web.submit(page, form, {});
  }

  /** Account-driven enrollment, as the server's discovery decides: User Enrollment or device enrollment. */
  async enrollAccountDriven(request: AccountDrivenRequest): Promise<Enrollment> {
    const { identifier, password, pin } = request;
    const person = { username: request.username ?? identifier, password, pin };
    const server = await this.discover(identifier, request.discoveryOrigin);
    const mode = server.version === 'mdm-byod' ? 'BYOD' : 'ADDE';
    const challenge = await this.requestChallenge(server.baseUrl, mode);
    const tokens = await this.signIn(challenge, identifier, person, request.pkce);
    const bytes = await this.fetchAccountProfile(server.baseUrl, mode, tokens.accessToken);
    const managedAppleId = request.managedAppleId ?? identifier;
    this.account = { identifier, managedAppleId, person, challenge, tokens };
    try {
      this.installProfile(bytes, { flow: 'account-driven', mode, signedInAccount: managedAppleId });
    } catch (error) {
      this.account = undefined;
      throw error;
    }
    return this.finishEnrollment();
  }

  /** SCEP, Authenticate, TokenUpdate and, on a Mac with per-user connections, the user channel's TokenUpdate. */
  async finishEnrollment(): Promise<Enrollment> {
    try {
      await this.scepEnroll();
      accepted('Authenticate', await this.authenticate());
      accepted('TokenUpdate', await this.tokenUpdate('device'));
      const enrollment = this.requireEnrollment();
      if (hasUserChannel(enrollment, this.traits)) accepted('TokenUpdate (user)', await this.tokenUpdate('user'));
      return enrollment;
    } catch (error) {
      this.forget('the enrollment did not finish');
      throw error;
    }
  }

  // ---- single steps ----

  /** Asks the well-known document of the identifier's domain. Throws EnrollmentStopped when it offers nothing. */
  async discover(identifier: string, origin?: string): Promise<DiscoveredServer> {
    return readDiscovery(await this.requestDiscovery(identifier, origin));
  }

  /** The raw discovery answer, redirects followed without adding the query again. */
  requestDiscovery(identifier: string, origin?: string): Promise<HttpResponse> {
    const url = discoveryUrl(identifier, this.traits.kind, origin);
    return this.http.send({ method: 'GET', url, followRedirects: true });
  }

  /** POSTs freshly signed machine info to a BaseURL. */
  async postMachineInfo(baseUrl: string, options: MachineInfoOptions): Promise<HttpResponse> {
    const { identity, ca } = await this.builtInIdentity();
    const info = encodePlist({ ...machineInfo(this, options.mode === 'BYOD'), ...options.extraKeys });
    const signer = options.signer ?? identity;
    const body =
      signer === 'unsigned'
        ? info
        : signCms({
            content: info,
            signer,
            detached: false,
            digest: options.digest,
            signingTime: this.now() + (options.clockSkewMs ?? 0),
            chain: options.chain ?? [ca],
          });
    return this.http.send({
      method: 'POST',
      url: baseUrl,
      headers: {
        'content-type': options.contentType ?? 'application/pkcs7-signature',
        'user-agent': 'DeviceManagementClient/1.0',
        ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
      },
      body,
    });
  }

  /** The anonymous first POST. Throws EnrollmentStopped unless a challenge comes back. */
  async requestChallenge(baseUrl: string, mode: 'BYOD' | 'ADDE'): Promise<Challenge> {
    const response = await this.postMachineInfo(baseUrl, { mode });
    const challenge = response.status === 401 ? parseChallenge(response.headers['www-authenticate']) : undefined;
    if (challenge === undefined) throw new EnrollmentStopped('challenge', 'no usable 401 challenge', response);
    return challenge;
  }

  /** Signs the person in by the challenge's method, in a fresh web session. */
  signIn(challenge: Challenge, identifier: string, person: Person, pkce?: boolean): Promise<AccessTokens> {
    return signIn(this.http, this.webSession(), { challenge, identifier, person, pkce });
  }

  /** The second POST. Throws EnrollmentStopped unless a profile comes back. */
  async fetchAccountProfile(baseUrl: string, mode: 'BYOD' | 'ADDE', accessToken: string): Promise<Buffer> {
    const response = await this.postMachineInfo(baseUrl, { mode, bearer: accessToken });
    if (response.status !== 200 || mediaType(response) !== profileMediaType) {
      throw new EnrollmentStopped('profile', 'no profile came back', response);
    }
    return response.body;
  }

  /** Checks an enrollment profile, trusts its certificates and begins. Throws ProfileRefused. */
  installProfile(bytes: Buffer, expectation: EnrollmentExpectation): EnrollmentProfile {
    if (this.enrollment !== undefined) throw new EnrollmentStopped('install', 'the device is already enrolled');
    const profile = parseEnrollmentProfile(bytes, expectation, this.traits);
    if (expectation.flow === 'profile') this.account = undefined;
    this.http.trust(profile.certificates);
    this.unenrolledBecause = undefined;
    this.erased = false;
    this.enrollment = beginEnrollment(profile, expectation, this.traits);
    this.profiles.set(profile.identifier, profile);
    return profile;
  }

  /** Gets the identity from the profile's SCEP server; `overrides` changes the request. Throws ScepFailure. */
  async scepEnroll(overrides: Partial<ScepRequest> = {}): Promise<Identity> {
    const enrollment = this.requireEnrollment();
    enrollment.identity = await this.newIdentity(enrollment.profile, overrides);
    return enrollment.identity;
  }

  /** Sends Authenticate (or these keys instead). */
  authenticate(message?: PlistInputDict): Promise<HttpResponse> {
    return this.checkIn(message ?? authenticateMessage(this.requireEnrollment(), this), 'device');
  }

  /** Sends TokenUpdate for a channel. */
  async tokenUpdate(channel: Channel = 'device'): Promise<HttpResponse> {
    const enrollment = this.requireEnrollment();
    const response = await this.checkIn(tokenUpdateMessage(enrollment, channel, this), channel);
    if (response.status !== 200) return response;
    if (channel === 'device') enrollment.enrolled = true;
    else enrollment.userChannelOpen = true;
    this.followPush();
    return response;
  }

  /** New push token and magic on a channel, as iOS makes them now and then. Send a TokenUpdate afterwards. */
  renewPushToken(channel: Channel = 'device'): void {
    Object.assign(this.requireEnrollment().push[channel], {
      token: randomBytes(32),
      magic: randomUUID().toUpperCase(),
    });
  }

  /** Sends CheckOut; the enrollment stays as it is (leave() and forget() end it). */
  checkOut(): Promise<HttpResponse> {
    return this.#checkInMessage('CheckOut', { Topic: this.requireEnrollment().profile.mdm.topic }, 'device');
  }

  setBootstrapToken(token: Buffer | undefined): Promise<HttpResponse> {
    return this.#checkInMessage('SetBootstrapToken', { BootstrapToken: token, AwaitingConfiguration: false }, 'device');
  }

  getBootstrapToken(): Promise<HttpResponse> {
    return this.#checkInMessage('GetBootstrapToken', { AwaitingConfiguration: false }, 'device');
  }

  /** Sends UserAuthenticate, with the DigestResponse of the second round when given. */
  userAuthenticate(digestResponse?: string): Promise<HttpResponse> {
    return this.#checkInMessage('UserAuthenticate', { DigestResponse: digestResponse }, 'user');
  }

  getToken(serviceType: string): Promise<HttpResponse> {
    return this.#checkInMessage('GetToken', { TokenServiceType: serviceType }, 'device');
  }

  /** Sends DeclarativeManagement; `data` is JSON text. */
  declarativeManagement(endpoint: string, data?: string, channel: Channel = 'device'): Promise<HttpResponse> {
    const keys = { Endpoint: endpoint, Data: data === undefined ? undefined : Buffer.from(data) };
    return this.#checkInMessage('DeclarativeManagement', keys, channel);
  }

  /** Sends any check-in message: a dictionary, or raw bytes to send as they are (signed all the same). */
  checkIn(message: PlistInputDict | Buffer, channel: Channel = 'device'): Promise<HttpResponse> {
    const type = Buffer.isBuffer(message) ? undefined : message.MessageType;
    const what = typeof type === 'string' ? type : 'raw';
    return sendMessage(this, this.requireEnrollment(), 'checkin', channel, message, what);
  }

  /** Sends any command report, or raw bytes, outside a session. `report({ Status: 'Idle' })` only asks for work. */
  report(message: PlistInputDict | Buffer, channel: Channel = 'device'): Promise<HttpResponse> {
    const enrollment = this.requireEnrollment();
    const whole = Buffer.isBuffer(message) ? message : { ...identifiers(enrollment, channel, this), ...message };
    const status = Buffer.isBuffer(message) ? undefined : message.Status;
    return sendMessage(this, enrollment, 'command', channel, whole, typeof status === 'string' ? status : 'raw');
  }

  /** Runs a session: Idle, then every command until the server has no more. Sessions never overlap. */
  connect(channel: Channel = 'device'): Promise<ConnectResult> {
    const run = this.#sessions.then(() => this.#connectNow(channel));
    this.#sessions = run.catch(() => undefined);
    return run;
  }

  /** Connects by itself whenever a push with the right magic arrives. Returns how to stop. */
  subscribeToPush(source: PushSource): () => void {
    const wake = createPushWake(source, (channel) => {
      this.connect(channel).then(
        (result) => {
          const listeners = this.#wakeListeners;
          this.#wakeListeners = [];
          for (const listener of listeners) listener(result);
        },
        (error: unknown) => this.wakeErrors.push(error),
      );
    });
    this.wakes.push(wake);
    this.followPush();
    return () => {
      wake.stop();
      this.wakes.splice(this.wakes.indexOf(wake), 1);
    };
  }

  /** The next session that a push starts and that ends well. */
  nextWake(): Promise<ConnectResult> {
    return new Promise((resolve) => this.#wakeListeners.push(resolve));
  }

  /** The person removes the enrollment profile in Settings: CheckOut if the profile asks for it, one attempt. */
  async leave(): Promise<void> {
    if (this.requireEnrollment().profile.mdm.checkOutWhenRemoved) await this.checkOut().catch(() => undefined);
    this.forget('the enrollment profile was removed');
  }

  // ---- inside ----

  #checkInMessage(type: string, keys: PlistInputDict, channel: Channel): Promise<HttpResponse> {
    return this.checkIn(
      { MessageType: type, ...identifiers(this.requireEnrollment(), channel, this), ...keys },
      channel,
    );
  }

  /** A new key and certificate by a profile's SCEP payload. Throws ScepFailure. */
  async newIdentity(profile: Pick<EnrollmentProfile, 'scep'>, overrides: Partial<ScepRequest> = {}): Promise<Identity> {
    const { scep } = profile;
    const privateKey = overrides.privateKey ?? (await generateRsaKey(scep.keySize));
    const { subject, challenge, altNames, keyUsage, caFingerprint } = scep;
    const request = {
      subject,
      challenge,
      altNames,
      keyUsage,
      caFingerprint,
      now: this.now(),
      ...overrides,
      privateKey,
    };
    const { certificate } = await requestCertificate(this.http, scep.url, scep.name, request);
    return { privateKey, certificate };
  }

  #connectNow(channel: Channel): Promise<ConnectResult> {
    const enrollment = this.requireEnrollment();
    return runSession(channel, {
      send: (message, what) => sendMessage(this, enrollment, 'command', channel, message, what),
      identifiers: identifiers(enrollment, channel, this),
      target: createCommandTarget(this, enrollment, channel),
      mannersFor: (requestType) => this.manners.get(requestType) ?? this.manners.get('*') ?? {},
      countNotNow: (requestType) => {
        const count = (this.#notNow.get(requestType) ?? 0) + 1;
        this.#notNow.set(requestType, count);
        return count;
      },
      stillEnrolled: () => this.enrollment === enrollment,
    });
  }
}

const accepted = (step: string, response: HttpResponse): void => {
  if (response.status !== 200) throw new EnrollmentStopped(step, 'the server refused', response);
};

/** Makes a device that is not enrolled yet. */
export const createSimulatedDevice = (options: DeviceOptions): SimulatedDevice => new SimulatedDevice(options);
