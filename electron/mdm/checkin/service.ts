// What each check-in message does. Apple: "Check-in". A message is answered only after what it changed is committed.
import type { EnrollmentState, Platform } from '../../../shared/model/enrollment.ts';
import type { LogAction } from '../../../shared/model/log.ts';
import type { CoreEvents } from '../../core/events.ts';
import { assertNever, ProtocolError } from '../../core/errors.ts';
import type { Clock, SecretBox } from '../../core/ports.ts';
import type { BearerCheck } from '../enroll/bearer.ts';
import { answerDeclarative } from '../ddm/service.ts';
import { cancelAllCommands } from '../command/cancel-all.ts';
import { createContactCheck, type DeviceCall } from '../contact.ts';
import type { Contact, Enrollment, LogEntry, TicketFacts } from '../../model/enrollment.ts';
import type { MdmResponse } from '../../wire/http.ts';
import type { Identity } from '../identity.ts';
import { buildPlist } from '../../wire/plist.ts';
import { platformOf, saveAuthenticate } from './authenticate.ts';
import type { CheckinMessage, MessageOf } from './messages.ts';
import { maxUserChannels, requireChannel, silentUserMs } from './channels.ts';
import type { CheckinDatabase, CheckinStores } from './store.ts';

export interface CheckinDeps {
  readonly database: CheckinDatabase;
  readonly identity: Identity;
  readonly bearer: BearerCheck;
  readonly clock: Pick<Clock, 'now'>;
  readonly secretBox: SecretBox;
  readonly events: CoreEvents;
  /** Topic of the push certificate, undefined while there is none. */
  readonly topic: () => string | undefined;
  readonly profileIdentifier: () => Promise<string>;
  /** `https://name:port` that profiles carry now. */
  readonly origin: () => Promise<string>;
  /** Throws `enrollment.refused` for a device whose system is older than the person's setting allows. */
  readonly requireVersion: (
    userId: string,
    device: { readonly platform: Platform; readonly osVersion?: string | undefined },
  ) => Promise<void>;
  /** `invited`: what the invitation says. */
  readonly ownershipOf: (
    userId: string,
    type: Enrollment['type'],
    invited: TicketFacts['ownership'],
  ) => Promise<Enrollment['ownership']>;
  /** Called after the commit of a channel's first TokenUpdate and waited for. Never rejects. */
  readonly onEnrolled: (channelId: string) => Promise<void>;
  /** Called after the commit of a CheckOut with the state before it, and waited for. Never rejects. */
  readonly onEnded: (enrollmentId: string, before: EnrollmentState) => Promise<void>;
}

/** Action of each message in the device log. */
export const checkinAction: Readonly<Record<CheckinMessage['MessageType'], LogAction>> = {
  Authenticate: 'Authenticate',
  TokenUpdate: 'Token Update',
  CheckOut: 'Checkout',
  SetBootstrapToken: 'Set Bootstrap Token',
  GetBootstrapToken: 'Get Bootstrap Token',
  UserAuthenticate: 'User Authenticate',
  GetToken: 'Get Token',
  DeclarativeManagement: 'Declarative Management',
};

const ok: MdmResponse = { status: 200 };

const plistResponse = (value: Parameters<typeof buildPlist>[0]): MdmResponse => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: buildPlist(value),
});

export type CheckinService = ReturnType<typeof createCheckinService>;

export const createCheckinService = (deps: CheckinDeps) => {
  const { database, identity, clock, secretBox, events } = deps;
  const { enrollments } = database;
  const { requireContact, requireActive, signInOf, signInAtAuthenticate } = createContactCheck({
    ...deps,
    contactOf: (speaker) => enrollments.contact(speaker),
  });

  const entry = (call: DeviceCall, action: LogAction, detail: string, extra: Partial<LogEntry> = {}): LogEntry => ({
    enrollmentId: call.speaker.enrollmentId,
    channelId: call.speaker.channelId,
    at: clock.now(),
    action,
    status: 'Received',
    detail,
    request: call.raw,
    ...extra,
  });

  const announce = (call: DeviceCall): void => {
    const ids = [call.speaker.enrollmentId];
    events.changed('devices', ids);
    events.changed('logs', ids);
  };

  const requireTopic = (topic: string | undefined, expected: string): void => {
    if (topic !== undefined && topic !== expected) {
      throw new ProtocolError(
        'device.rejected',
        'The message names another push topic than the one of this enrollment.',
      );
    }
  };

  const forbidUnderUserEnrollment = (contact: Contact, messageType: string): void => {
    if (contact.enrollment.type === 'user') {
      throw new ProtocolError('device.rejected', `${messageType} does not exist under User Enrollment.`);
    }
  };

  const authenticate = async (call: DeviceCall, message: MessageOf<'Authenticate'>): Promise<MdmResponse> => {
    const topic = deps.topic();
    if (topic === undefined) throw new ProtocolError('push.notConfigured', 'No push certificate is installed.');
    requireTopic(message.Topic, topic);
    await identity.requireUnusedElsewhere(call.certificate, call.speaker);
    const repeated = (await enrollments.boundTo(call.certificate.sha256)) === call.speaker.enrollmentId;
    const issued = await database.certificates.find(call.certificate.sha256);
    const ticket = issued?.ticketId == null ? undefined : await database.tickets.ticketForCertificate(issued.ticketId);
    if (ticket) {
      const platform = platformOf(message, ticket.platform);
      const refusal = await signInAtAuthenticate(call.authorization, {
        enrollmentId: ticket.renewsEnrollmentId ?? ticket.enrollmentId,
        ticketId: ticket.id,
        userId: ticket.userId,
        flow: ticket.flow,
        platform,
        channel: 'device',
      });
      if (refusal) return refusal;
      // What a browser says of a system is a guess; this is the word of the device.
      if (ticket.purpose === 'enrollment' && !repeated)
        await deps.requireVersion(ticket.userId, { platform, osVersion: message.OSVersion });
    }
    const [profileIdentifier, serverOrigin] = await Promise.all([deps.profileIdentifier(), deps.origin()]);
    await database.transaction((stores) =>
      saveAuthenticate(stores, {
        speaker: call.speaker,
        message,
        certificate: call.certificate,
        at: clock.now(),
        raw: call.raw,
        topic,
        profileIdentifier,
        serverOrigin,
        ownershipOf: deps.ownershipOf,
      }),
    );
    events.changed('commands', [call.speaker.enrollmentId]);
    return ok;
  };

  /** Makes sure that there is room for one more user channel, at the cost of one that is silent for long. */
  const admitUser = async (stores: CheckinStores, enrollmentId: string, at: number): Promise<void> => {
    if (await stores.enrollments.makeRoomForUser(enrollmentId, maxUserChannels, at - silentUserMs)) return;
    throw new ProtocolError('device.rejected', `The enrollment has ${String(maxUserChannels)} user channels already.`);
  };

  const tokenUpdate = async (call: DeviceCall, message: MessageOf<'TokenUpdate'>): Promise<MdmResponse> => {
    const { enrollment, channel } = await requireActive(call);
    const refusal = await signInOf(call, enrollment);
    if (refusal) return refusal;
    requireTopic(message.Topic, enrollment.topic);
    const forbidden = enrollment.type === 'user' && message.UnlockToken !== undefined;
    if (forbidden) throw new ProtocolError('device.rejected', 'A User Enrollment must not send an UnlockToken.');
    const record = { token: message.Token, pushMagic: message.PushMagic, topic: message.Topic, at: clock.now() };
    const who = call.speaker.kind === 'user' ? `User ${call.speaker.userShortName ?? ''}`.trim() : 'Device';

    const pushDataOnly =
      enrollment.state === 'enrolled' &&
      channel?.enabled === true &&
      channel.tally > 0 &&
      (message.AwaitingConfiguration ?? enrollment.awaitingConfiguration) === enrollment.awaitingConfiguration;
    if (pushDataOnly) {
      const { UnlockToken: unlockToken } = message;
      await Promise.all([
        ...(unlockToken === undefined || channel.kind !== 'device'
          ? []
          : [enrollments.appendUnlockToken(enrollment.id, secretBox.seal(unlockToken))]),
        enrollments.appendTokenUpdate(call.speaker.channelId, record),
        enrollments.appendSeen(enrollment.id, record.at),
        database.log.append(entry(call, 'Token Update', `${who}: new push data`)),
      ]);
      return ok;
    }

    const tally = await database.transaction(async (stores) => {
      if (call.speaker.kind === 'user' && !channel) await admitUser(stores, enrollment.id, record.at);
      const count = await stores.enrollments.saveTokenUpdate(call.speaker, record, {
        // A missing UnlockToken does not delete the stored one.
        ...(message.UnlockToken === undefined ? {} : { unlockToken: secretBox.seal(message.UnlockToken) }),
        ...(message.AwaitingConfiguration === undefined
          ? {}
          : { awaitingConfiguration: message.AwaitingConfiguration }),
      });
      const detail = count === 1 ? `${who}: enrolled` : `${who}: new push data`;
      await stores.log.append(entry(call, 'Token Update', detail));
      return count;
    });
    if (tally === 1) await deps.onEnrolled(call.speaker.channelId);
    return ok;
  };

  /** A user of a Mac left: nothing else of the enrollment ends. */
  const checkOutUser = async (call: DeviceCall, enrollmentId: string): Promise<MdmResponse> => {
    const { channelId } = call.speaker;
    await database.transaction(async (stores) => {
      await stores.enrollments.disableChannel(channelId, enrollmentId);
      await cancelAllCommands(stores, enrollmentId, clock.now(), 'The user channel has ended', channelId);
      await stores.log.append(entry(call, 'Checkout', 'The user is not managed any more; the device still is'));
    });
    events.changed('commands', [enrollmentId]);
    return ok;
  };

  const checkOut = async (call: DeviceCall, message: MessageOf<'CheckOut'>): Promise<MdmResponse> => {
    // Nobody has to sign in for it: the device says it once and removes the enrollment whatever the answer.
    const { enrollment } = await requireContact(call);
    requireTopic(message.Topic, enrollment.topic);
    if (call.speaker.kind === 'user') return checkOutUser(call, enrollment.id);
    const state: EnrollmentState =
      enrollment.state === 'retire-pending' || enrollment.state === 'removed-by-admin'
        ? 'removed-by-admin'
        : enrollment.state === 'wipe-pending' || enrollment.state === 'wiped'
          ? 'wiped'
          : 'checked-out';
    const at = clock.now();
    await database.transaction(async (stores) => {
      await stores.enrollments.disable(enrollment.id, state, at);
      await cancelAllCommands(stores, enrollment.id, at, 'The enrollment has ended');
      await stores.tokens.endEnrollment(enrollment.id, at);
      await stores.log.append(entry(call, 'Checkout', 'The management profile was removed from the device'));
    });
    events.changed('commands', [enrollment.id]);
    await deps.onEnded(enrollment.id, enrollment.state);
    return ok;
  };

  const setBootstrapToken = async (call: DeviceCall, message: MessageOf<'SetBootstrapToken'>): Promise<MdmResponse> => {
    const contact = await requireActive(call);
    forbidUnderUserEnrollment(contact, 'SetBootstrapToken');
    const token = message.BootstrapToken;
    const erase = token === undefined || token.length === 0;
    await database.transaction(async (stores) => {
      await stores.enrollments.update(contact.enrollment.id, {
        bootstrapToken: erase ? null : secretBox.seal(token),
      });
      await stores.log.append(entry(call, 'Set Bootstrap Token', erase ? 'Token erased' : 'Token escrowed'));
    });
    return ok;
  };

  const getBootstrapToken = async (call: DeviceCall): Promise<MdmResponse> => {
    const contact = await requireActive(call);
    forbidUnderUserEnrollment(contact, 'GetBootstrapToken');
    const { bootstrapToken } = await enrollments.sealedTokens(contact.enrollment.id);
    const detail = bootstrapToken ? 'Token handed out' : 'No token is stored';
    await database.log.append(entry(call, 'Get Bootstrap Token', detail));
    return bootstrapToken ? plistResponse({ BootstrapToken: secretBox.open(bootstrapToken) }) : ok;
  };

  const userAuthenticate = async (call: DeviceCall): Promise<MdmResponse> => {
    const contact = await requireActive(call);
    forbidUnderUserEnrollment(contact, 'UserAuthenticate');
    // Apple: 410 tells the Mac that this user is not managed; managed users come by their own TokenUpdate.
    await database.log.append(entry(call, 'User Authenticate', 'Declined: this user is not managed'));
    return { status: 410 };
  };

  const getToken = async (call: DeviceCall, message: MessageOf<'GetToken'>): Promise<MdmResponse> => {
    const { enrollment } = await requireActive(call);
    const refusal = await signInOf(call, enrollment);
    if (refusal) return refusal;
    throw new ProtocolError(
      'device.rejected',
      message.TokenServiceType === 'com.apple.maid'
        ? 'A token for com.apple.maid needs the server token of Apple Business Manager, which is not connected.'
        : `Tokens of the type ${message.TokenServiceType} are not issued here.`,
    );
  };

  const declarativeManagement = async (
    call: DeviceCall,
    message: MessageOf<'DeclarativeManagement'>,
  ): Promise<MdmResponse> => {
    const { enrollment } = await requireActive(call);
    const refusal = await signInOf(call, enrollment);
    if (refusal) return refusal;
    const { response, detail } = answerDeclarative(message.Endpoint, message.Data, clock.now());
    await database.log.append(
      entry(call, 'Declarative Management', detail, {
        ...(message.Data === undefined ? {} : { response: message.Data.toString('utf8') }),
      }),
    );
    return response;
  };

  const run = (call: DeviceCall, message: CheckinMessage): Promise<MdmResponse> => {
    switch (message.MessageType) {
      case 'Authenticate':
        return authenticate(call, message);
      case 'TokenUpdate':
        return tokenUpdate(call, message);
      case 'CheckOut':
        return checkOut(call, message);
      case 'SetBootstrapToken':
        return setBootstrapToken(call, message);
      case 'GetBootstrapToken':
        return getBootstrapToken(call);
      case 'UserAuthenticate':
        return userAuthenticate(call);
      case 'GetToken':
        return getToken(call, message);
      case 'DeclarativeManagement':
        return declarativeManagement(call, message);
      default:
        return assertNever(message);
    }
  };

  return {
    /** Carries out one message. Throws ProtocolError for everything the device must hear as 400 or 403. */
    async checkin(call: DeviceCall, message: CheckinMessage): Promise<MdmResponse> {
      requireChannel(message.MessageType, call.speaker);
      const response = await run(call, message);
      announce(call);
      return response;
    },
  };
};
