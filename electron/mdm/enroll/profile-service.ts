// The Profile Service: a device that was invited to Device Enrollment says first what it is, signed with the certificate
// that Apple built in. It gets an identity of its own, asks again with that, and only then gets the enrollment profile.
// Apple: "Over-the-Air Profile Delivery and Configuration". A User Enrollment profile cannot be delivered this way.
import { z } from 'zod';
import { type AppError, isAppError, ProtocolError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../../wire/http.ts';
import type { Certificate } from '../../wire/certificate.ts';
import { verifyAttached } from '../../wire/cms.ts';
import { requireEnrollable, type DecidedType, type Decider } from './decide.ts';
import { decisiveReason, loggedReasons } from './decision.ts';
import type { MachineInfoVerifier } from './machine-info-verifier.ts';
import { decodeMachineInfo, readMachineInfo, type MachineInfo } from './machine-info.ts';
import type { EnrollLog } from './ports.ts';
import type { EnrollUser, EnrollUsers } from '../../sign-in/ports.ts';
import type { EnrollmentProfiles } from './profile.ts';
import { answerDevice, methodNotAllowed } from '../../sign-in/replies.ts';
import { profileResponse, type ProfileServer } from './serve-profile.ts';
import type { Invitation, InvitationStore, Ticket, Token } from './store.ts';
import { PersonError } from '../../sign-in/texts.ts';
import type { Tickets } from './tickets.ts';
import type { Tokens } from './tokens.ts';

export interface ProfileServiceDeps {
  readonly verifier: MachineInfoVerifier;
  /** The ticket that a valid identity certificate of ours was issued for. */
  readonly ticketOfIdentity: (certificate: Certificate) => Promise<string | undefined>;
  readonly invitations: Pick<InvitationStore, 'byId'>;
  readonly users: Pick<EnrollUsers, 'byId'>;
  readonly decide: Decider;
  readonly tokens: Pick<Tokens, 'issueSession' | 'find' | 'isAlive' | 'setTicket'>;
  readonly tickets: Pick<Tickets, 'issue' | 'ticketById' | 'discard'>;
  readonly profiles: Pick<EnrollmentProfiles, 'requireTopic' | 'profileService'>;
  readonly server: Pick<ProfileServer, 'serve' | 'serveIdentity'>;
  readonly log: EnrollLog;
  readonly clock: Pick<Clock, 'now'>;
}

/** What sets the challenge apart from the session of a browser. */
const challengeClient = z.object({ profileServiceOf: z.string() });

const refuse = (message: string): AppError => new ProtocolError('enrollment.refused', message);

const startAgain = 'Open your enrollment link again, or ask your office for a new one.';

export type ProfileService = ReturnType<typeof createProfileService>;

export const createProfileService = (deps: ProfileServiceDeps) => {
  const personOf = async (userId: string): Promise<EnrollUser> => {
    const user = await deps.users.byId(userId);
    if (user?.enabled !== true) throw new PersonError('enrollment.refused', 'errors.disabled');
    return user;
  };

  /** Decides anew with what the device itself says, which a browser may have told differently. */
  const decideFor = async (user: EnrollUser, machine: MachineInfo): Promise<DecidedType> => {
    if (machine.udid === undefined) throw new ProtocolError('device.rejected', 'The device did not say its UDID.');
    const decision = await deps.decide({ user, ...machine });
    requireEnrollable(decision, machine);
    if (decision.type === 'device') return decision;
    throw new PersonError('enrollment.refused', 'errors.profileServiceUser');
  };

  const openInvitation = async (id: string): Promise<Invitation> => {
    const invitation = await deps.invitations.byId(id);
    const open =
      invitation?.usedAt === undefined &&
      invitation?.withdrawnAt === undefined &&
      (invitation?.expiresAt ?? 0) > deps.clock.now();
    if (invitation === undefined || !open)
      throw refuse(`The enrollment link is used or no longer valid. ${startAgain}`);
    return invitation;
  };

  /** The challenge's unfinished ticket, so that a device that asks again goes on with the same attempt. */
  const unfinishedTicket = async (challenge: Token, machine: MachineInfo): Promise<Ticket | undefined> => {
    const known = challenge.ticketId === undefined ? undefined : await deps.tickets.ticketById(challenge.ticketId);
    if (known === undefined) return undefined;
    if (known.enrollmentId === undefined && known.platform === machine.platform) return known;
    await deps.tickets.discard(known.id);
    return undefined;
  };

  /** Signed by the built-in certificate: who is it, and may it enroll as a device? */
  const introduce = async (machine: MachineInfo): Promise<MdmResponse> => {
    const challenge =
      machine.challenge === undefined ? undefined : await deps.tokens.find('session', machine.challenge);
    const client = challengeClient.safeParse(challenge?.client);
    if (challenge === undefined || !client.success || !deps.tokens.isAlive(challenge)) {
      throw refuse(`The challenge is unknown or has expired. ${startAgain}`);
    }
    const user = await personOf(challenge.userId);
    const invitation = await openInvitation(client.data.profileServiceOf);
    const decision = await decideFor(user, machine);
    let ticket = await unfinishedTicket(challenge, machine);
    if (ticket === undefined) {
      ticket = await deps.tickets.issue({
        userId: user.id,
        flow: 'profile-device',
        decision: { type: decision.type, reasons: decision.reasons },
        platform: machine.platform,
        osVersion: machine.osVersion,
        invitationId: invitation.id,
      });
      await deps.tokens.setTicket(challenge, ticket.id);
      await deps.log({
        action: 'Enrollment Decision',
        status: 'Accepted',
        userId: user.id,
        ticketId: ticket.id,
        detail: `Device Enrollment: ${decisiveReason(decision)}`,
        data: { type: decision.type, reasons: loggedReasons(decision), product: machine.product },
      });
    }
    return deps.server.serveIdentity(ticket, machine.serialNumber);
  };

  /** Signed by the identity it got meanwhile: that names the ticket. */
  const finish = async (ticketId: string, machine: MachineInfo): Promise<MdmResponse> => {
    const ticket = await deps.tickets.ticketById(ticketId);
    if (ticket?.flow !== 'profile-device' || ticket.purpose !== 'enrollment' || ticket.enrollmentId !== undefined) {
      throw refuse(`This identity is not of an enrollment that waits for its profile. ${startAgain}`);
    }
    await decideFor(await personOf(ticket.userId), machine);
    return deps.server.serve(ticket, machine.serialNumber);
  };

  const answer = async (request: MdmRequest): Promise<MdmResponse> => {
    try {
      const { signer, content } = verifyAttached(request.body);
      const ticketId = await deps.ticketOfIdentity(signer);
      return ticketId === undefined
        ? await introduce(readMachineInfo(request.body, deps.verifier))
        : await finish(ticketId, decodeMachineInfo(content));
    } catch (error) {
      if (isAppError(error)) {
        await deps.log({
          action: 'Enrollment Profile',
          status: 'Rejected',
          detail: `Profile Service: ${error.message} [${request.remoteAddress}]`,
          remoteAddress: request.remoteAddress,
        });
      }
      throw error;
    }
  };

  const handler: MdmHandler = (request) =>
    request.method === 'POST' ? answerDevice(() => answer(request)) : Promise.resolve(methodNotAllowed('POST'));

  return {
    handler,
    /** What the browser downloads. Throws `push.notConfigured`. */
    async payload(user: EnrollUser, invitation: Invitation): Promise<MdmResponse> {
      await deps.profiles.requireTopic();
      const challenge = await deps.tokens.issueSession(user.id, { profileServiceOf: invitation.id });
      return profileResponse(await deps.profiles.profileService(challenge));
    },
  };
};
