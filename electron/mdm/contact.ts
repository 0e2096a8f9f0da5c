// Whether a device may speak for an enrollment: one check for check-in messages and for the command channel.
import { endedStates } from '../../shared/model/enrollment.ts';
import { ProtocolError } from '../core/errors.ts';
import type { BearerCheck, BearerSubject } from './enroll/bearer.ts';
import type { Contact, Enrollment, Speaker } from '../model/enrollment.ts';
import type { MdmResponse } from '../wire/http.ts';
import type { Identity } from './identity.ts';
import type { Certificate } from '../wire/certificate.ts';

/** A message whose signature has been verified. */
export interface DeviceCall {
  readonly speaker: Speaker;
  readonly certificate: Certificate;
  readonly authorization: string | undefined;
  /** The redacted message, for the log. */
  readonly raw: string;
}

export interface ContactDeps {
  readonly contactOf: (speaker: Speaker) => Promise<Contact | undefined>;
  readonly identity: Pick<Identity, 'requirePinned'>;
  readonly bearer: BearerCheck;
}

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

export const createContactCheck = ({ contactOf, identity, bearer }: ContactDeps) => {
  const refusal = async (
    authorization: string | undefined,
    subject: BearerSubject,
  ): Promise<MdmResponse | undefined> => {
    const result = await bearer(authorization, subject);
    if (result === 'ok') return undefined;
    if (result === 'revoked') {
      throw new ProtocolError('device.unrecognized', 'The person may no longer use this enrollment.');
    }
    return { status: 401, headers: { 'www-authenticate': result.challenge } };
  };

  /**
   * The enrollment that the message speaks for, over or not. Throws `device.unrecognized` if there is none any more, and
   * `device.rejected` if the certificate or the kind of identifier belongs to another one.
   */
  const requireContact = async (call: DeviceCall): Promise<Contact> => {
    const contact = await contactOf(call.speaker);
    if (!contact) throw new ProtocolError('device.unrecognized', 'The device is not enrolled here.');
    await identity.requirePinned(call.certificate, call.speaker);
    requireSameType(call.speaker, contact.enrollment);
    return contact;
  };

  return {
    requireContact,

    /** The same for an enrollment that is not over. */
    async requireActive(call: DeviceCall): Promise<Contact> {
      const contact = await requireContact(call);
      if (endedStates.includes(contact.enrollment.state)) {
        throw new ProtocolError('device.unrecognized', 'The enrollment of the device has ended.');
      }
      return contact;
    },

    /**
     * Answer to a device that has to sign in before it may go on, or undefined. Throws `device.unrecognized` if the person
     * may not use the enrollment any more.
     */
    signInOf: ({ authorization, speaker }: DeviceCall, enrollment: Enrollment): Promise<MdmResponse | undefined> =>
      refusal(authorization, {
        enrollmentId: enrollment.id,
        ticketId: enrollment.ticketId,
        userId: enrollment.userId ?? '',
        flow: enrollment.flow,
        platform: enrollment.platform,
        channel: speaker.kind,
        leaving: enrollment.state === 'retire-pending' || enrollment.state === 'wipe-pending',
      }),

    /** The same at Authenticate, where only the ticket knows what is to become of it. */
    signInAtAuthenticate: refusal,
  };
};
