// Joins the device protocol to the stores: enrollment, SCEP, check-in, commands, push, and the routes in front of them.
import { randomBytes } from 'node:crypto';
import { endedStates } from '../../shared/model/enrollment.ts';
import type { Executor } from '../db/executor.ts';
import { remembering } from '../db/remember.ts';
import type { BoundStores, Stores } from '../db/stores.ts';
import { createDevicesStore } from '../db/stores/protocol/devices.ts';
import { createSettingsStore } from '../db/stores/office/settings.ts';
import { createTermsStore } from '../db/stores/people/terms.ts';
import { createSignInFailureStore } from '../db/stores/people/sign-in-failures.ts';
import type { Notifications } from '../office/notifications.ts';
import { createCheckinHandler } from '../mdm/checkin/handler.ts';
import { createCheckinService } from '../mdm/checkin/service.ts';
import type { CheckinDatabase, CheckinStores } from '../mdm/checkin/store.ts';
import type { CommandDatabase, CommandStores } from '../mdm/command/database.ts';
import { createConnectHandler } from '../mdm/command/handler.ts';
import { createCommandQueueService } from '../mdm/command/queue.ts';
import { createCommandService } from '../mdm/command/service.ts';
import { createEnrollment } from './enrollment.ts';
import {
  appleMachineInfoAnchor,
  createMachineInfoVerifier,
  machineInfoAnchorOf,
} from '../mdm/enroll/machine-info-verifier.ts';
import { requireMinimumVersion } from '../mdm/enroll/minimum-version.ts';
import type { EnrollmentRules } from '../mdm/enroll/ports.ts';
import type { IdentityProvider, EnrollSettings, OwnPasswords, PinRequests } from '../sign-in/ports.ts';
import { PersonError } from '../sign-in/texts.ts';
import { createTickets } from '../mdm/enroll/tickets.ts';
import { createTokens } from '../mdm/enroll/tokens.ts';
import { nobody, ticketLogId } from '../model/enrollment.ts';
import { createIdentity } from '../mdm/identity.ts';
import { addressOfKey } from '../sign-in/lockout.ts';
import { createRefusalLimit } from '../mdm/refusal-limit.ts';
import { createRejectionLog } from '../mdm/rejections.ts';
import type { RouteHandlers } from '../listener/routes.ts';
import { createAdmission } from '../people/admission.ts';
import type { Authentication } from '../people/authenticate.ts';
import type { UserSettingsService } from '../people/user-settings.ts';
import type { UsersService } from '../people/users.ts';
import type { Authority } from '../pki/authority.ts';
import type { ListenerIdentity } from '../pki/listener-certificate.ts';
import { createProfileSigner } from '../pki/profile-signature.ts';
import type { PushCertificates } from '../pki/push-certificate.ts';
import { createScepHandler } from '../pki/scep/handler.ts';
import { createPushPart } from './push.ts';
import type { AuditedArrivals } from './audited-arrivals.ts';
import type { CoreConfig } from '../core/config.ts';
import type { CoreEvents } from '../core/events.ts';
import type { Clock, Logger, SecretBox } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';

export interface ProtocolDeps {
  readonly config: CoreConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secretBox: SecretBox;
  readonly executor: Executor;
  readonly stores: Stores;
  readonly events: CoreEvents;
  readonly authority: Authority;
  readonly pushCertificates: PushCertificates;
  readonly users: UsersService;
  readonly authentication: Authentication;
  readonly ownPasswords: OwnPasswords;
  readonly pinRequests: PinRequests;
  readonly identityProvider: () => IdentityProvider;
  readonly userSettings: UserSettingsService;
  readonly settingsInForce: () => Promise<Settings>;
  readonly listenerIdentity: () => Promise<ListenerIdentity>;
  readonly origin: () => Promise<string>;
  /** Keeps in the audit trail what people and devices do by themselves. */
  readonly arrivals: AuditedArrivals;
  readonly notifications: Notifications;
  /** Looks at who does not renew their identity, and tells of it. */
  readonly watchRenewals: () => Promise<void>;
  /** A device of a person enrolled: its first TokenUpdate arrived. */
  readonly enrolled: (enrollmentId: string, userId: string) => Promise<void>;
}

/** Tickets as check-in needs them, over the stores of one transaction. */
const ticketsOver = (stores: BoundStores, clock: Clock) =>
  createTickets({
    store: stores.tickets,
    invitations: stores.invitations,
    pins: stores.pins,
    tokens: createTokens({ store: stores.tokens, clock, randomBytes }),
    clock,
    randomBytes,
  });

const checkinDatabase = (stores: Stores, executor: Executor, clock: Clock): CheckinDatabase => {
  const over = (bound: BoundStores, boundExecutor: Executor): CheckinStores => ({
    enrollments: bound.enrollments,
    log: bound.log,
    queue: bound.commands,
    certificates: bound.certificates,
    tokens: bound.tokens,
    tickets: ticketsOver(bound, clock),
    admission: createAdmission({ executor: boundExecutor, clock }),
  });
  return {
    ...over(stores, executor),
    transaction: (work) => stores.transaction((bound, boundExecutor) => work(over(bound, boundExecutor))),
  };
};

/** What the office asks of people who enroll. */
const enrollmentRules = (executor: Executor, clock: Clock, userSettings: UserSettingsService): EnrollmentRules => {
  const terms = createTermsStore(executor);
  return {
    ...createAdmission({ executor, clock }),
    async terms(userId) {
      const { setting } = await userSettings.effective('terms-of-service', userId);
      return setting.body.enabled ? terms.newest(setting.id) : undefined;
    },
    acceptTerms: (userId, termsId) => terms.accept(userId, termsId, clock.now()),
    // The strictest for everybody: a count of their own would tell who is known here.
    lockAfter: async () =>
      Math.min(...(await userSettings.list('password-complexity')).map(({ body }) => body.lockAfter)),
  };
};

const commandDatabase = (stores: Stores): CommandDatabase => {
  const over = ({ enrollments, commands, log }: BoundStores): CommandStores => ({ enrollments, queue: commands, log });
  return {
    ...over(stores),
    transaction: (work) =>
      stores.transaction((bound, executor) =>
        work({
          ...over(bound),
          attempt: (part) => stores.savepoint(executor, (inner) => part(over(inner))),
        }),
      ),
  };
};

export type Protocol = ReturnType<typeof createProtocol>;

/** Creates the protocol side of the core. Does no work by itself. */
export const createProtocol = (deps: ProtocolDeps) => {
  const { config, clock, logger, secretBox, stores, events, authority, pushCertificates, settingsInForce } = deps;
  const profileIdentifier = async (): Promise<string> => (await settingsInForce()).enrollmentProfileIdentifier;

  const pushing = createPushPart({ ...deps, settingsInForce });
  const { push } = pushing;
  const requestPush = (channelId: string): void => {
    push.request(channelId);
  };

  const refusals = createRefusalLimit({
    clock,
    logger,
    summarize: async (detail) => {
      const at = clock.now();
      await stores.log.append({
        enrollmentId: nobody,
        channelId: nobody,
        at,
        action: 'Unknown Message',
        status: 'Rejected',
        detail,
      });
      events.changed('logs', [nobody]);
    },
  });

  const devices = createDevicesStore(deps.executor);
  const enrollSettings = async (): Promise<EnrollSettings> => {
    const { organizationName, signInMethod, profileService } = await settingsInForce();
    return { organizationName, signInMethod, profileService, origin: await deps.origin() };
  };
  const enrollment = createEnrollment({
    clock,
    logger,
    randomBytes,
    settings: enrollSettings,
    profileIdentifier,
    pushTopic: () => pushCertificates.topic(),
    rootCertificates: async () => (await deps.listenerIdentity()).anchors,
    signProfile: createProfileSigner({ identity: deps.listenerIdentity, clock }),
    verifier: createMachineInfoVerifier({
      anchors: [appleMachineInfoAnchor(), ...(config.machineInfoAnchors ?? []).map(machineInfoAnchorOf)],
    }),
    ticketOfIdentity: async (certificate) =>
      authority.isDeviceIdentity(certificate, clock.now())
        ? ((await stores.certificates.find(certificate.sha256))?.ticketId ?? undefined)
        : undefined,
    users: deps.users,
    effectiveSetting: (userId) => deps.userSettings.registration(userId),
    businessManager: async () => (await settingsInForce()).businessManager,
    previousType: (userId, hint) => devices.previousType(userId, hint),
    log: async (entry) => {
      if (entry.remoteAddress !== undefined && !refusals.admit(entry.remoteAddress)) return;
      const enrollmentId = entry.ticketId === undefined ? nobody : ticketLogId(entry.ticketId);
      await stores.log.append({
        enrollmentId,
        channelId: enrollmentId,
        at: clock.now(),
        action: entry.action,
        status: entry.status,
        detail: entry.detail,
        ...(entry.data === undefined ? {} : { response: JSON.stringify(entry.data, null, 2) }),
      });
    },
    stores: {
      tickets: stores.tickets,
      invitations: stores.invitations,
      tokens: stores.tokens,
      pins: stores.pins,
      signInFailures: createSignInFailureStore(deps.executor),
    },
    authentication: deps.authentication,
    passwords: deps.ownPasswords,
    pinRequests: deps.pinRequests,
    identityProvider: deps.identityProvider,
    rules: enrollmentRules(deps.executor, clock, deps.userSettings),
    signInEnded: async (user, outcome, remoteAddress) => {
      await deps.arrivals.signIn(user, outcome, remoteAddress);
      if (outcome === 'wrong') events.changed('users', [user.id]);
    },
    addressLocked: (key, lockMs) => deps.arrivals.addressLocked(addressOfKey(key), lockMs),
  });

  const identity = createIdentity({
    clock,
    isDeviceIdentity: authority.isDeviceIdentity,
    boundTo: (sha256) => stores.enrollments.boundTo(sha256),
  });
  const settingsStore = createSettingsStore(deps.executor);
  // Asked at every contact of a device: remembered.
  const office = remembering(deps.executor, async () => ({ name: await settingsStore.get('organizationName') }));
  const commandDb = commandDatabase(stores);
  const queue = createCommandQueueService({ database: commandDb, clock, secretBox, events, push: requestPush });
  const logRejection = createRejectionLog({
    log: stores.log,
    isKnown: async (id) => (await stores.enrollments.find(id)) !== undefined,
    limit: refusals,
    clock,
    events,
  });

  const checkin = createCheckinService({
    database: checkinDatabase(stores, deps.executor, clock),
    identity,
    bearer: enrollment.checkBearer,
    clock,
    secretBox,
    events,
    topic: pushing.topic,
    profileIdentifier,
    origin: deps.origin,
    requireVersion: async (userId, device) => {
      requireMinimumVersion(await deps.userSettings.registration(userId), device);
    },
    // A personal device always belongs to its user, whatever the setting says.
    ownershipOf: async (userId, type, invited) =>
      type === 'user' ? 'user-owned' : (invited ?? (await deps.userSettings.registration(userId)).ownership),
    onEnrolled: async (channelId) => {
      try {
        const channel = await stores.enrollments.channel(channelId);
        const enrolled = channel && (await stores.enrollments.find(channel.enrollmentId));
        // The user channel of a Mac comes later than its device channel: its inventory is asked for then.
        if (enrolled) await queue.refresh(enrolled, 'Russet', channel.kind === 'user' ? channel.id : undefined);
        if (channel?.kind === 'device' && enrolled) {
          await deps.arrivals.enrolled(enrolled.id);
          if (enrolled.userId !== undefined) await deps.enrolled(enrolled.id, enrolled.userId);
        }
        events.changed('users');
        events.changed('enrollment');
      } catch (error) {
        // The next contact asks again: nothing is lost.
        logger.error('the first inventory could not be queued', { error });
      }
    },
    onEnded: async (enrollmentId, before) => {
      try {
        await deps.arrivals.ended(enrollmentId, before);
      } catch (error) {
        // The device is gone and would not say so again.
        logger.error('the end of an enrollment could not be recorded', { error });
      }
    },
  });
  const commands = createCommandService({
    database: commandDb,
    identity,
    bearer: enrollment.checkBearer,
    queue,
    clock,
    secretBox,
    events,
    logger,
    contacted: (channelId) => {
      push.contacted(channelId);
    },
    organizationName: async () => (await office('organizationName'))?.name ?? '',
    renewalProfile: async (renewed) => {
      const { userId } = renewed;
      if (userId === undefined) throw new Error('an enrollment without user cannot be renewed');
      return (await enrollment.renew({ ...renewed, userId })).profile;
    },
    renewIssuedBefore: authority.renewIssuedBefore,
    renewalFailed: async (failed, problem) => {
      try {
        // Asked for daily: the audit trail hears of the first time.
        if (failed.renewalFailedAt === undefined) await deps.arrivals.renewalFailed(failed.id, problem);
        await deps.watchRenewals();
      } catch (error) {
        logger.error('a failed renewal could not be told', { error });
      }
    },
  });

  const handlers: RouteHandlers = {
    checkin: createCheckinHandler({
      identity,
      service: checkin,
      logRejection,
      refused: async ({ enrollmentId }, refusal) => {
        if (!(refusal instanceof PersonError && refusal.key === 'errors.deviceTaken')) return;
        try {
          await deps.arrivals.taken(enrollmentId);
        } catch (error) {
          logger.error('a refused device could not be told of', { error });
        }
      },
    }),
    connect: createConnectHandler({ identity, service: commands, logRejection }),
    scep: createScepHandler({
      authority,
      issued: stores.certificates,
      challenges: enrollment.tickets,
      isRevoked: async ({ sha256, ticketId }) => {
        const enrollmentId = await stores.enrollments.boundTo(sha256);
        if (enrollmentId === undefined) {
          // Either no device has authenticated with it yet, or a later enrollment ended it.
          const ticket = ticketId === null ? undefined : await enrollment.tickets.ticketById(ticketId);
          return ticket === undefined || ticket.enrollmentId !== undefined;
        }
        const known = await stores.enrollments.find(enrollmentId);
        return known === undefined || endedStates.includes(known.state);
      },
      clock,
      logger,
      onOutcome: async ({ certificate, ticketId, refusal, remoteAddress }) => {
        if (refusal && ticketId === null && !refusals.admit(remoteAddress)) return;
        const enrollmentId = ticketId === null ? nobody : ticketLogId(ticketId);
        await stores.log.append({
          enrollmentId,
          channelId: enrollmentId,
          at: clock.now(),
          action: 'Certificate Issued',
          status: refusal ? 'Rejected' : 'Received',
          detail: refusal
            ? `SCEP ${refusal.info}: ${refusal.reason} [${remoteAddress}]`
            : `Serial number ${certificate?.serial ?? ''}`,
        });
      },
    }),
    ...enrollment.handlers,
  };

  return {
    handlers,
    logRejection,
    requireDevice: identity.requirePresented,
    /** Stores what is still only counted; after the last request. */
    flushRefusals: () => refusals.flush(),
    queue,
    ...pushing,
    enrollment,
    enrollSettings,
    devices,
  };
};
