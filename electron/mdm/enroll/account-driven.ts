// The BaseURLs of account-driven enrollment: signed machine info in, then a sign-in challenge or the profile out.
// Apple: "Account-driven enrollment", https://developer.apple.com/documentation/devicemanagement.
import type { EnrollmentFlow, Platform } from '../../../shared/model/enrollment.ts';
import { type AppError, isAppError, ProtocolError } from '../../core/errors.ts';
import type { MdmHandler, MdmRequest, MdmResponse } from '../../wire/http.ts';
import { bearerToken, challengeResponse, signInChallenge } from '../../sign-in/challenge.ts';
import type { DecidedType, Decider } from './decide.ts';
import { decisiveReason, loggedReasons } from './decision.ts';
import type { MachineInfoVerifier } from './machine-info-verifier.ts';
import { readMachineInfo, type MachineInfo } from './machine-info.ts';
import { requireMinimumVersion } from './minimum-version.ts';
import { isAtLeast } from '../../../shared/model/version.ts';
import type { EnrollLog } from './ports.ts';
import type { EnrollSettings, EnrollUser, EnrollUsers } from '../../sign-in/ports.ts';
import { answerDevice, methodNotAllowed } from '../../sign-in/replies.ts';
import type { ProfileServer } from './serve-profile.ts';
import type { Ticket, Token } from './store.ts';
import type { Tickets } from './tickets.ts';
import type { Tokens } from './tokens.ts';

export type AccountMode = 'byod' | 'adde';

/** Oldest systems of each mode. Apple: account-driven User Enrollment iOS 15, Device Enrollment iOS 17, both macOS 14. */
const floors: Readonly<Record<AccountMode, Partial<Record<Platform, string>>>> = {
  byod: { iOS: '15', iPadOS: '15', macOS: '14', visionOS: '1.1' },
  adde: { iOS: '17', iPadOS: '17', macOS: '14', visionOS: '1.1' },
};

const flows: Readonly<Record<AccountMode, EnrollmentFlow>> = { byod: 'account-user', adde: 'account-device' };

export interface AccountDrivenDeps {
  readonly verifier: MachineInfoVerifier;
  readonly users: Pick<EnrollUsers, 'byId'>;
  readonly settings: () => Promise<EnrollSettings>;
  readonly decide: Decider;
  readonly tokens: Pick<Tokens, 'find' | 'isAlive' | 'setTicket'>;
  readonly tickets: Pick<Tickets, 'issue' | 'ticketById' | 'discard'>;
  readonly profiles: ProfileServer;
  readonly log: EnrollLog;
}

const refuse = (message: string): AppError => new ProtocolError('enrollment.refused', message);

const checkMachine = (mode: AccountMode, machine: MachineInfo): void => {
  if (mode === 'byod' && machine.identifiers.length > 0) {
    throw new ProtocolError(
      'device.rejected',
      `A User Enrollment may not carry hardware identifiers, but the device sent ${machine.identifiers.join(', ')}.`,
    );
  }
  const floor = floors[mode][machine.platform];
  if (floor === undefined) throw refuse(`${machine.platform} cannot enroll with a work account.`);
  if (machine.osVersion !== undefined && !isAtLeast(machine.osVersion, floor)) {
    throw refuse(
      `${machine.platform} ${machine.osVersion} is too old: this way to enroll needs ${machine.platform} ${floor}.`,
    );
  }
};

export const createAccountDriven = (deps: AccountDrivenDeps, mode: AccountMode): MdmHandler => {
  /** The person a token stands for, as long as it may fetch a profile. */
  const personOf = async (
    request: MdmRequest,
  ): Promise<{ readonly token: Token; readonly user: EnrollUser } | undefined> => {
    const secret = bearerToken(request.headers.authorization);
    const token = secret === undefined ? undefined : await deps.tokens.find('access', secret);
    // A token that an enrollment uses is spent as far as profiles are concerned.
    if (token === undefined || !deps.tokens.isAlive(token) || token.enrollmentId !== undefined) return undefined;
    const account = request.query.get('account');
    if (account !== null && account !== token.userId) return undefined;
    const user = await deps.users.byId(token.userId);
    return user?.enabled === true ? { token, user } : undefined;
  };

  const logDecision = async (user: EnrollUser, machine: MachineInfo, decision: DecidedType, ticketId?: string) => {
    await deps.log({
      action: 'Enrollment Decision',
      status: ticketId === undefined ? 'Rejected' : 'Accepted',
      userId: user.id,
      ticketId,
      detail: `${decision.type === 'user' ? 'User' : 'Device'} Enrollment: ${decisiveReason(decision)}`,
      data: { type: decision.type, reasons: loggedReasons(decision), product: machine.product },
    });
  };

  const checkDecision = async (user: EnrollUser, machine: MachineInfo): Promise<DecidedType> => {
    const decision = await deps.decide({
      user,
      platform: machine.platform,
      osVersion: machine.osVersion,
      udid: machine.udid,
      serialNumber: machine.serialNumber,
    });
    if (decision.type === (mode === 'byod' ? 'user' : 'device')) return decision;
    await logDecision(user, machine, decision);
    throw refuse(
      `This device asked for ${mode === 'byod' ? 'User' : 'Device'} Enrollment, which does not apply: ${decisiveReason(decision)} Start again, or ask your office.`,
    );
  };

  const checkVersion = async (user: EnrollUser, machine: MachineInfo, { setting }: DecidedType): Promise<void> => {
    try {
      requireMinimumVersion(setting, machine);
    } catch (error) {
      if (isAppError(error)) {
        await deps.log({
          action: 'Enrollment Profile',
          status: 'Rejected',
          userId: user.id,
          detail: `${user.displayName}: ${error.message}`,
        });
      }
      throw error;
    }
  };

  /** The token's unfinished ticket, so that fetching the profile again continues the same attempt. */
  const unfinishedTicket = async (token: Token, user: EnrollUser): Promise<Ticket | undefined> => {
    if (token.ticketId === undefined) return undefined;
    const ticket = await deps.tickets.ticketById(token.ticketId);
    if (
      ticket?.enrollmentId === undefined &&
      ticket?.flow === flows[mode] &&
      ticket.managedAppleId === user.managedAppleId
    ) {
      return ticket;
    }
    await deps.tickets.discard(token.ticketId);
    return undefined;
  };

  const logRefusal = (request: MdmRequest, why: string) =>
    deps.log({
      action: 'Enrollment Profile',
      status: 'Rejected',
      detail: `${why} [${request.remoteAddress}]`,
      remoteAddress: request.remoteAddress,
    });

  const readSigned = async (request: MdmRequest): Promise<MachineInfo> => {
    try {
      const machine = readMachineInfo(request.body, deps.verifier);
      checkMachine(mode, machine);
      return machine;
    } catch (error) {
      if (isAppError(error)) await logRefusal(request, error.message);
      throw error;
    }
  };

  const enroll = async (request: MdmRequest): Promise<MdmResponse> => {
    const machine = await readSigned(request);
    const person = await personOf(request);
    if (person === undefined) {
      // Without a token it is the usual first request.
      if (bearerToken(request.headers.authorization) !== undefined) {
        await logRefusal(request, 'The access token is unknown, expired, or used by an enrollment already.');
      }
      const type = mode === 'byod' ? 'user' : 'device';
      return challengeResponse(signInChallenge(await deps.settings(), { type, platform: machine.platform }));
    }
    const { token, user } = person;
    if (user.managedAppleId === undefined) {
      throw refuse('Your account has no Managed Apple ID. Ask your office to add it, then start again.');
    }
    const decision = await checkDecision(user, machine);
    await checkVersion(user, machine, decision);
    let ticket = await unfinishedTicket(token, user);
    if (ticket === undefined) {
      ticket = await deps.tickets.issue({
        userId: user.id,
        flow: flows[mode],
        decision: { type: decision.type, reasons: decision.reasons },
        managedAppleId: user.managedAppleId,
        platform: machine.platform,
        osVersion: machine.osVersion,
      });
      await deps.tokens.setTicket(token, ticket.id);
      await logDecision(user, machine, decision, ticket.id);
    }
    return deps.profiles.serve(ticket, machine.serialNumber);
  };

  return (request) =>
    request.method === 'POST' ? answerDevice(() => enroll(request)) : Promise.resolve(methodNotAllowed('POST'));
};
