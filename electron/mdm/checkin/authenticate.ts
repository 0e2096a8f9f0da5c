// Authenticate: the first message of an enrollment and of every identity renewal. Apple: "Authenticate".
import { renderText } from '../../../shared/locales/admin-texts.ts';
import { endedStates, type Platform } from '../../../shared/model/enrollment.ts';
import { ProtocolError } from '../../core/errors.ts';
import { cancelAllCommands } from '../command/cancel-all.ts';
import type { Certificate } from '../../wire/certificate.ts';
import type { Enrollment, LogEntry, Speaker, TicketFacts } from '../../model/enrollment.ts';
import { platformOfProduct } from '../product.ts';
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

const describe = (context: AuthenticateContext, platform: Platform): string => {
  const { message } = context;
  return [message.ProductName ?? message.Model, platform, message.OSVersion].filter(Boolean).join(' ');
};

/**
 * Saves the enrollment and ties certificate, ticket, user and enrollment together. A renewal keeps owner, queue and
 * history; everything else starts afresh. Call inside a transaction. Throws `device.rejected`, `device.unrecognized`, or
 * `enrollment.refused` if the person may not have the device.
 */
export const saveAuthenticate = async (
  stores: CheckinStores,
  context: AuthenticateContext,
): Promise<{ renewal: boolean; platform: Platform }> => {
  const { speaker, message, certificate, at } = context;
  if (speaker.kind === 'user')
    throw new ProtocolError('device.rejected', 'Authenticate belongs to the device channel.');
  const issued = await stores.certificates.find(certificate.sha256);
  const ticketId = issued?.ticketId ?? undefined;
  const ticket = checkTicket(
    ticketId === undefined ? undefined : await stores.tickets.ticketForCertificate(ticketId),
    context,
  );
  const existing = await stores.enrollments.find(speaker.enrollmentId);
  // Apple: an EnrollmentID is new with every enrollment, so another person's ticket has no business with it. A UDID is
  // different: an office device may pass to somebody else.
  if (existing && speaker.type === 'user' && existing.userId !== ticket.userId) {
    throw new ProtocolError('device.rejected', 'The EnrollmentID belongs to the enrollment of another person.');
  }
  if (ticket.purpose === 'renewal' && (existing === undefined || endedStates.includes(existing.state))) {
    // A renewal renews; it brings nothing back that the person or the office has ended.
    throw new ProtocolError('device.unrecognized', 'The enrollment that was to be renewed has ended.');
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

  // Only the renewal's own ticket proves a renewal, and a device that waits for configuration was wiped meanwhile.
  const renewal = ticket.purpose === 'renewal' && message.AwaitingConfiguration !== true;
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
      profileIdentifier: context.profileIdentifier,
      serverOrigin: context.serverOrigin,
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
