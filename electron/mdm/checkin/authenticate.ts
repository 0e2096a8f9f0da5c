// Authenticate: the first message of an enrollment and of every identity renewal. Apple: "Authenticate".
import { renderText } from '../../../shared/locales/admin-texts.ts';
import { deletableStates, endedStates, type Platform } from '../../../shared/model/enrollment.ts';
import { ProtocolError } from '../../core/errors.ts';
import { cancelAllCommands } from '../command/cancel-all.ts';
import type { Certificate } from '../../wire/certificate.ts';
import type { Enrollment, LogEntry, Speaker, TicketFacts } from '../../model/enrollment.ts';
import { PersonError } from '../../sign-in/texts.ts';
import { platformOfProduct } from '../product.ts';
import { requireSameType } from '../contact.ts';
import type { MessageOf } from './messages.ts';
import type { CheckinStores, FreshEnrollment } from './store.ts';

export interface AuthenticateContext {
  readonly speaker: Speaker;
  readonly message: MessageOf<'Authenticate'>;
  readonly certificate: Certificate;
  readonly at: number;
  /** Redacted message, for the log. */
  readonly raw: string;
  /** Topic of the installed push certificate. */
  readonly topic: string;
  readonly profileIdentifier: string;
  readonly serverOrigin: string;
  /** `invited`: what the invitation says. */
  readonly ownershipOf: (
    userId: string,
    type: TicketFacts['enrollmentType'],
    invited: TicketFacts['ownership'],
  ) => Promise<Enrollment['ownership']>;
}

/** The platform that the message names, or what was known of the device before. */
export const platformOf = ({ ProductName, Model }: MessageOf<'Authenticate'>, known: Platform | undefined): Platform =>
  platformOfProduct(ProductName ?? Model ?? '') ?? known ?? 'iOS';

const checkTicket = (ticket: TicketFacts | undefined, context: AuthenticateContext): TicketFacts => {
  const { speaker } = context;
  if (!ticket) {
    throw new ProtocolError('device.unrecognized', 'The certificate belongs to no valid enrollment ticket.');
  }
  if (ticket.enrollmentType !== speaker.type) {
    throw new ProtocolError(
      'device.rejected',
      ticket.enrollmentType === 'user'
        ? 'A User Enrollment must identify itself by EnrollmentID.'
        : 'A Device Enrollment must identify itself by UDID.',
    );
  }
  return ticket;
};

/** Throws unless the enrollment may begin anew with a certificate that has not spoken for it before. */
const checkTaking = (existing: Enrollment | undefined, ticket: TicketFacts, { speaker }: AuthenticateContext): void => {
  if (ticket.enrollmentId !== undefined) {
    // Its certificates that still speak for an enrollment are tied to it and were recognised before this.
    throw new ProtocolError(
      'device.unrecognized',
      'The enrollment of this certificate has ended; a new one needs a new profile.',
    );
  }
  const ended = existing === undefined || endedStates.includes(existing.state);
  if (ticket.purpose === 'renewal' && (ended || existing.userId !== ticket.userId)) {
    // A renewal renews; it brings nothing back that the person or the office has ended.
    throw new ProtocolError('device.unrecognized', 'The enrollment that was to be renewed has ended.');
  }
  if (existing === undefined) return;
  // UDIDs and EnrollmentIDs are keys of one table: who makes up the one of the other kind must not get its row.
  if (existing.type !== speaker.type) {
    throw new ProtocolError('device.rejected', 'The identifier belongs to an enrollment of the other type.');
  }
  if (existing.userId === ticket.userId) return;
  // Apple: an EnrollmentID is new with every enrollment, so another person's ticket has no business with it.
  if (speaker.type === 'user') {
    throw new ProtocolError('device.rejected', 'The EnrollmentID belongs to the enrollment of another person.');
  }
  // An office device may pass to somebody else, but a UDID is only a claim: first its own identity checks it out, or the
  // office retires or wipes it.
  if (!deletableStates.includes(existing.state)) throw new PersonError('enrollment.refused', 'errors.deviceTaken');
};

/** A message whose answer was lost comes again with the same certificate: what the enrollment has stays as it is. */
const repeatAuthenticate = async (
  stores: CheckinStores,
  context: AuthenticateContext,
): Promise<{ renewal: boolean; platform: Platform }> => {
  const { speaker, message, at } = context;
  const existing = await stores.enrollments.find(speaker.enrollmentId);
  if (existing === undefined || endedStates.includes(existing.state)) {
    throw new ProtocolError('device.unrecognized', 'The enrollment of the device has ended.');
  }
  requireSameType(speaker, existing);
  const platform = platformOf(message, existing.platform);
  await stores.enrollments.appendSeen(existing.id, at);
  await stores.log.append({
    enrollmentId: existing.id,
    channelId: speaker.channelId,
    at,
    action: 'Authenticate',
    status: 'Received',
    detail: `Repeated with the same certificate: ${describe(context, platform)}`,
    request: context.raw,
  });
  return { renewal: true, platform };
};

const describe = (context: AuthenticateContext, platform: Platform): string => {
  const { message } = context;
  return [message.ProductName ?? message.Model, platform, message.OSVersion].filter(Boolean).join(' ');
};

/**
 * Saves the enrollment and ties certificate, ticket, user and enrollment together. A renewal keeps owner, queue and
 * history, and so does the same message once more; everything else starts afresh and ends what an earlier enrollment
 * under the same identifier holds: certificates, tickets, tokens. Call inside a transaction. Throws `device.rejected`,
 * `device.unrecognized`, or `enrollment.refused` if the person may not have the device.
 */
export const saveAuthenticate = async (
  stores: CheckinStores,
  context: AuthenticateContext,
): Promise<{ renewal: boolean; platform: Platform }> => {
  const { speaker, message, certificate, at } = context;
  if ((await stores.enrollments.boundTo(certificate.sha256)) === speaker.enrollmentId)
    return repeatAuthenticate(stores, context);
  const issued = await stores.certificates.find(certificate.sha256);
  const ticketId = issued?.ticketId ?? undefined;
  const ticket = checkTicket(
    ticketId === undefined ? undefined : await stores.tickets.ticketForCertificate(ticketId),
    context,
  );
  const existing = await stores.enrollments.find(speaker.enrollmentId);
  checkTaking(existing, ticket, context);
  // Only the renewal's own ticket proves a renewal, and a device that waits for configuration was wiped meanwhile.
  const renewal = ticket.purpose === 'renewal' && message.AwaitingConfiguration !== true;
  if (!renewal && existing) {
    // Before the new ticket and its tokens are tied to the enrollment: what an earlier device holds speaks no more for it.
    await stores.enrollments.unbindAll(speaker.enrollmentId);
    await stores.tickets.endEarlier(speaker.enrollmentId, ticket.id);
    await stores.tokens.endEnrollment(speaker.enrollmentId, at);
  }
  if (!(await stores.tickets.markAuthenticated(ticket.id, speaker.enrollmentId))) {
    throw new ProtocolError('device.unrecognized', 'The enrollment ticket has expired or was used by another device.');
  }
  const bind = (): Promise<void> =>
    stores.enrollments.bind({
      sha256: certificate.sha256,
      enrollmentId: speaker.enrollmentId,
      ticketId: ticket.id,
      notAfter: certificate.notAfter,
      at,
    });
  const platform = platformOf(message, existing?.platform ?? ticket.platform);
  const log = (entry: Pick<LogEntry, 'action' | 'status' | 'detail'> & Partial<LogEntry>) =>
    stores.log.append({ enrollmentId: speaker.enrollmentId, channelId: speaker.channelId, at, ...entry });

  if (renewal) {
    await stores.enrollments.saveRenewal(speaker.enrollmentId, {
      certificateSha256: certificate.sha256,
      certificateNotAfter: certificate.notAfter,
      ...(message.OSVersion === undefined ? {} : { osVersion: message.OSVersion }),
      at,
    });
    await bind();
    await stores.log.adopt(ticket.id, speaker.enrollmentId);
    await log({
      action: 'Authenticate',
      status: 'Received',
      detail: `Identity renewal: ${describe(context, platform)}`,
      request: context.raw,
    });
    await log({
      action: 'Certificate Renewed',
      status: 'Received',
      detail: `Valid until ${new Date(certificate.notAfter).toISOString().slice(0, 10)}`,
    });
    return { renewal, platform };
  }

  // Two profiles may have been served while there was room for one device: here only one of them finds it.
  const refusal = await stores.admission.refusal({
    userId: ticket.userId,
    type: ticket.enrollmentType,
    serialNumber: message.SerialNumber,
    managedAppleId: ticket.managedAppleId,
    enrollmentId: speaker.enrollmentId,
  });
  if (refusal) throw refusal;

  if (existing) await cancelAllCommands(stores, speaker.enrollmentId, at, 'The device enrolls afresh');
  const fresh: FreshEnrollment = {
    enrollment: {
      id: speaker.enrollmentId,
      type: speaker.type,
      flow: ticket.flow,
      state: 'authenticated',
      platform,
      userId: ticket.userId,
      ticketId: ticket.id,
      ...(ticket.managedAppleId === undefined ? {} : { managedAppleId: ticket.managedAppleId }),
      ownership: await context.ownershipOf(ticket.userId, ticket.enrollmentType, ticket.ownership),
      profileIdentifier: ticket.served?.profileIdentifier ?? context.profileIdentifier,
      serverOrigin: ticket.served?.serverOrigin ?? context.serverOrigin,
      name: message.DeviceName ?? message.ModelName ?? message.ProductName ?? platform,
      topic: context.topic,
      ...(message.OSVersion === undefined ? {} : { osVersion: message.OSVersion }),
      supervised: false,
      awaitingConfiguration: message.AwaitingConfiguration === true,
      certificateNotAfter: certificate.notAfter,
    },
    ...(speaker.type === 'device' ? { udid: speaker.enrollmentId } : {}),
    ...(message.SerialNumber === undefined ? {} : { serialNumber: message.SerialNumber }),
    ...(message.IMEI === undefined ? {} : { imei: message.IMEI }),
    ...(message.ProductName === undefined ? {} : { productName: message.ProductName }),
    ...(message.Model === undefined ? {} : { model: message.Model }),
    ...(message.ModelName === undefined ? {} : { modelName: message.ModelName }),
    ...(message.BuildVersion === undefined ? {} : { buildVersion: message.BuildVersion }),
    decision: ticket.decision,
    certificateSha256: certificate.sha256,
    at,
  };
  await stores.enrollments.saveAuthenticate(fresh);
  await bind();
  await stores.log.adopt(ticket.id, speaker.enrollmentId);
  await log({
    action: 'Enrollment Decision',
    status: 'Received',
    detail: `${ticket.decision.type === 'user' ? 'User Enrollment' : 'Device Enrollment'}: ${
      ticket.decision.reasons
        .filter((reason) => reason.decisive)
        .map(({ text }) => renderText(text, 'en'))
        .join(' ') || 'as the registration setting says.'
    }`,
    response: ticket.decision.reasons
      .map((reason) => `${reason.met ? '+' : '-'} ${renderText(reason.text, 'en')}`)
      .join('\n'),
  });
  await log({
    action: 'Authenticate',
    status: 'Received',
    detail: describe(context, platform),
    request: context.raw,
  });
  return { renewal, platform };
};
