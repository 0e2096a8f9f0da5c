// What each check-in message does. Apple: "Check-in". A message is answered only after what it changed is committed.
import type { EnrollmentState, Platform } from '../../../shared/model/enrollment.ts';
import type { LogAction } from '../../../shared/model/log.ts';
import type { CoreEvents } from '../../core/events.ts';
import { assertNever, ProtocolError } from '../../core/errors.ts';
import type { Clock, SecretBox } from '../../core/ports.ts';
import type { BearerCheck } from '../enroll/bearer.ts';
import { answerDeclarative } from '../ddm/service.ts';
import { cancelAllCommands } from '../command/cancel-all.ts';
import type { Contact, Enrollment, LogEntry, Speaker, TicketFacts } from '../enrollment.ts';
import type { MdmResponse } from '../http.ts';
import type { Identity } from '../identity.ts';
import type { Certificate } from '../wire/certificate.ts';
import { buildPlist } from '../wire/plist.ts';
import { platformOf, saveAuthenticate } from './authenticate.ts';
import type { CheckinMessage, MessageOf } from './messages.ts';
import type { CheckinDatabase } from './store.ts';

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

export interface CheckinCall {
  readonly speaker: Speaker;
  readonly certificate: Certificate;
  readonly authorization: string | undefined;
  /** Redacted message, for the log. */
  readonly raw: string;
}

export const endedStates: readonly EnrollmentState[] = ['checked-out', 'removed-by-admin', 'wiped'];

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

/** The answer of the bearer check to a device, or undefined when it may go on. Throws `device.unrecognized`. */
export const bearerRefusal = (result: Awaited<ReturnType<BearerCheck>>): MdmResponse | undefined => {
  if (result === 'ok') return undefined;
  if (result === 'revoked')
    throw new ProtocolError('device.unrecognized', 'The person may no longer use this enrollment.');
  return { status: 401, headers: { 'www-authenticate': result.challenge } };
};

/** Throws `device.rejected` if the message calls itself by the identifier of the other enrollment type. */
export const requireSameType = (speaker: Speaker, enrollment: Enrollment): void => {
  if (speaker.type === enrollment.type) return;
  throw new ProtocolError(
    'device.rejected',
    enrollment.type === 'user'
      ? 'A User Enrollment must identify itself by EnrollmentID.'
      : 'A Device Enrollment must identify itself by UDID.',
  );
};

export type CheckinService = ReturnType<typeof createCheckinService>;

export const createCheckinService = (deps: CheckinDeps) => {
  const { database, identity, clock, secretBox, events } = deps;
  const { enrollments } = database;

  const entry = (call: CheckinCall, action: LogAction, detail: string, extra: Partial<LogEntry> = {}): LogEntry => ({
    enrollmentId: call.speaker.enrollmentId,
    channelId: call.speaker.channelId,
    at: clock.now(),
    action,
    status: 'Received',
    detail,
    request: call.raw,
    ...extra,
  });

  const announce = (call: CheckinCall): void => {
    const ids = [call.speaker.enrollmentId];
    events.changed('devices', ids);
    events.changed('logs', ids);
  };

  const checkBearer = (call: CheckinCall, enrollment: Enrollment, messageType: string) =>
    deps.bearer(call.authorization, {
      enrollmentId: enrollment.id,
      ticketId: enrollment.ticketId,
      userId: enrollment.userId ?? '',
      flow: enrollment.flow,
      platform: enrollment.platform,
      channel: call.speaker.kind,
      messageType,
    });

  /** The enrollment behind a message that is not Authenticate. Throws `device.unrecognized` if there is none any more. */
  const requireContact = async (call: CheckinCall): Promise<Contact> => {
    const contact = await enrollments.contact(call.speaker);
    if (!contact) throw new ProtocolError('device.unrecognized', 'The device is not enrolled here.');
    await identity.requirePinned(call.certificate, call.speaker);
    requireSameType(call.speaker, contact.enrollment);
    return contact;
  };

  const requireActive = async (call: CheckinCall): Promise<Contact> => {
    const contact = await requireContact(call);
    if (endedStates.includes(contact.enrollment.state)) {
      throw new ProtocolError('device.unrecognized', 'The enrollment of the device has ended.');
    }
    return contact;
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

  const authenticate = async (call: CheckinCall, message: MessageOf<'Authenticate'>): Promise<MdmResponse> => {
    const topic = deps.topic();
    if (topic === undefined) throw new ProtocolError('push.notConfigured', 'No push certificate is installed.');
    requireTopic(message.Topic, topic);
    await identity.requireUnusedElsewhere(call.certificate, call.speaker);
    const issued = await database.certificates.find(call.certificate.sha256);
    const ticket = issued?.ticketId == null ? undefined : await database.tickets.ticketForCertificate(issued.ticketId);
    if (ticket) {
      const platform = platformOf(message.ProductName ?? message.Model, ticket.platform);
      const refusal = bearerRefusal(
        await deps.bearer(call.authorization, {
          enrollmentId: ticket.renewsEnrollmentId ?? ticket.enrollmentId,
          ticketId: ticket.id,
          userId: ticket.userId,
          flow: ticket.flow,
          platform,
          channel: 'device',
          messageType: 'Authenticate',
        }),
      );
      if (refusal) return refusal;
      // What a browser says of a system is a guess; this is the word of the device.
      if (ticket.purpose === 'enrollment')
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

  const tokenUpdate = async (call: CheckinCall, message: MessageOf<'TokenUpdate'>): Promise<MdmResponse> => {
    const { enrollment, channel } = await requireActive(call);
    const refusal = bearerRefusal(await checkBearer(call, enrollment, 'TokenUpdate'));
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

  const checkOut = async (call: CheckinCall, message: MessageOf<'CheckOut'>): Promise<MdmResponse> => {
    const { enrollment } = await requireContact(call);
    requireTopic(message.Topic, enrollment.topic);
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

  const setBootstrapToken = async (
    call: CheckinCall,
    message: MessageOf<'SetBootstrapToken'>,
  ): Promise<MdmResponse> => {
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

  const getBootstrapToken = async (call: CheckinCall): Promise<MdmResponse> => {
    const contact = await requireActive(call);
    forbidUnderUserEnrollment(contact, 'GetBootstrapToken');
    const { bootstrapToken } = await enrollments.sealedTokens(contact.enrollment.id);
    const detail = bootstrapToken ? 'Token handed out' : 'No token is stored';
    await database.log.append(entry(call, 'Get Bootstrap Token', detail));
    return bootstrapToken ? plistResponse({ BootstrapToken: secretBox.open(bootstrapToken) }) : ok;
  };

  const userAuthenticate = async (call: CheckinCall): Promise<MdmResponse> => {
    const contact = await requireActive(call);
    forbidUnderUserEnrollment(contact, 'UserAuthenticate');
    // Apple: 410 tells the Mac that this user is not managed; managed users come by their own TokenUpdate.
    await database.log.append(entry(call, 'User Authenticate', 'Declined: this user is not managed'));
    return { status: 410 };
  };

  const getToken = async (call: CheckinCall, message: MessageOf<'GetToken'>): Promise<MdmResponse> => {
    const { enrollment } = await requireActive(call);
    const refusal = bearerRefusal(await checkBearer(call, enrollment, 'GetToken'));
    if (refusal) return refusal;
    throw new ProtocolError(
      'device.rejected',
      message.TokenServiceType === 'com.apple.maid'
        ? 'A token for com.apple.maid needs the server token of Apple Business Manager, which is not connected.'
        : `Tokens of the type ${message.TokenServiceType} are not issued here.`,
    );
  };

  const declarativeManagement = async (
    call: CheckinCall,
    message: MessageOf<'DeclarativeManagement'>,
  ): Promise<MdmResponse> => {
    const { enrollment } = await requireActive(call);
    const refusal = bearerRefusal(await checkBearer(call, enrollment, 'DeclarativeManagement'));
    if (refusal) return refusal;
    const { response, detail } = answerDeclarative(message.Endpoint, message.Data, clock.now());
    await database.log.append(
      entry(call, 'Declarative Management', detail, {
        ...(message.Data === undefined ? {} : { response: message.Data.toString('utf8') }),
      }),
    );
    return response;
  };

  const run = (call: CheckinCall, message: CheckinMessage): Promise<MdmResponse> => {
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
    /** Carries out one message. Throws AppError for everything the device must hear as 400 or 403. */
    async checkin(call: CheckinCall, message: CheckinMessage): Promise<MdmResponse> {
      const response = await run(call, message);
      announce(call);
      return response;
    },
  };
};
