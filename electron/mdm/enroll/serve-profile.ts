// Hands out the profile of a ticket: fresh challenge, signed profile, one log row. Both kinds of flows end here.
import type { MdmResponse } from '../../wire/http.ts';
import type { AdmissionRule, EnrollLog } from './ports.ts';
import { profileContentType, type EnrollmentProfiles } from './profile.ts';
import type { Ticket } from './store.ts';
import type { RenewableEnrollment, Tickets } from './tickets.ts';

export interface ServeProfileDeps {
  readonly tickets: Pick<Tickets, 'newChallenge' | 'renewal'>;
  readonly profiles: EnrollmentProfiles;
  readonly rules: AdmissionRule;
  readonly log: EnrollLog;
}

export interface RenewalProfile {
  readonly ticketId: string;
  /** The signed profile for InstallProfile. */
  readonly profile: Buffer;
}

/** A profile, or a payload that devices take like one. */
export const profileResponse = (body: Buffer): MdmResponse => ({
  status: 200,
  headers: {
    'content-type': profileContentType,
    'content-disposition': 'attachment; filename="enroll.mobileconfig"',
    'cache-control': 'no-store',
  },
  body,
});

/**
 * Throws `push.notConfigured` or `enrollment.refused`, the latter also if the person may enroll no further device,
 * before it changes anything.
 */
export const createProfileServer = ({ tickets, profiles, rules, log }: ServeProfileDeps) => {
  /** A refusal is logged without the ticket: that would keep it until a device enrolls with it. */
  const requireAdmission = async ({ userId, enrollmentType }: Ticket, serialNumber?: string): Promise<void> => {
    const refusal = await rules.refusal({ userId, type: enrollmentType, serialNumber });
    if (refusal === undefined) return;
    await log({ action: 'Enrollment Profile', status: 'Rejected', userId, detail: refusal.message });
    throw refusal;
  };

  /** `device`: what the profile on the device already says and cannot change. */
  const build = async (
    ticket: Ticket,
    device: { readonly identifier?: string; readonly serverOrigin?: string } = {},
  ): Promise<Buffer> => {
    await profiles.requireTopic();
    const said = { ...(await profiles.present()), ...device };
    const { identifier: profileIdentifier, serverOrigin } = said;
    return profiles.build({
      ...ticket,
      ...said,
      commonName: ticket.id,
      challenge: await tickets.newChallenge(ticket.id, { profileIdentifier, serverOrigin }),
    });
  };

  const served = async (ticket: Ticket, detail: string, body: Buffer): Promise<MdmResponse> => {
    await log({ action: 'Enrollment Profile', status: 'Sent', userId: ticket.userId, ticketId: ticket.id, detail });
    return profileResponse(body);
  };

  return {
    /**
     * May be asked again for the same ticket: the newest profile is the one whose challenge works. `serialNumber`: what
     * the device said of itself.
     */
    serve: async (ticket: Ticket, serialNumber?: string): Promise<MdmResponse> => {
      await requireAdmission(ticket, serialNumber);
      return served(ticket, `Enrollment profile served (${ticket.flow}).`, await build(ticket));
    },
    /** The identity with which the device asks for the enrollment profile of the ticket. */
    serveIdentity: async (ticket: Ticket, serialNumber?: string): Promise<MdmResponse> => {
      await requireAdmission(ticket, serialNumber);
      await profiles.requireTopic();
      const challenge = await tickets.newChallenge(ticket.id);
      const body = await profiles.identity({ commonName: ticket.id, challenge });
      return served(ticket, 'The device said what it is; its identity was served (Profile Service).', body);
    },
    /** The profile that renews an enrollment's identity: same identifiers, mode and Managed Apple ID, new challenge. */
    renew: async (enrollment: RenewableEnrollment): Promise<RenewalProfile> => {
      await profiles.requireTopic();
      const ticket = await tickets.renewal(enrollment);
      return {
        ticketId: ticket.id,
        profile: await build(ticket, {
          identifier: enrollment.profileIdentifier,
          serverOrigin: enrollment.serverOrigin,
        }),
      };
    },
  };
};

export type ProfileServer = ReturnType<typeof createProfileServer>;
