// One conversation on the command URL: Idle, then commands and reports until the server has nothing more.
import { performCommand } from './commands.ts';
import type { Answer, CommandTarget } from './commands.ts';
import type { Channel, ErrorItem } from './command-rules.ts';
import type { HttpResponse } from './https-client.ts';
import type { CommandManners } from './manners.ts';
import { decodeDict, encodePlist, isDict } from './plist.ts';
import type { PlistDict, PlistInputDict } from './plist.ts';

export type ReportStatus = 'Idle' | 'Acknowledged' | 'Error' | 'CommandFormatError' | 'NotNow';

/** One command and what the device said to it; `status` is undefined when it stayed silent. */
export interface Exchange {
  readonly requestType: string;
  readonly commandUuid: string;
  readonly command: PlistDict;
  readonly status: ReportStatus | undefined;
  readonly report: PlistInputDict | undefined;
}

export interface ConnectResult {
  /** HTTP status of the server's last answer; 200 when the session ended well. */
  readonly httpStatus: number;
  readonly exchanges: readonly Exchange[];
}

export interface SessionParts {
  /** Sends a report (message or raw bytes) on the session's channel. */
  send(message: PlistInputDict | Buffer, what: ReportStatus): Promise<HttpResponse>;
  /** Keys that name the device on this channel. */
  readonly identifiers: PlistInputDict;
  readonly target: CommandTarget;
  mannersFor(requestType: string): CommandManners;
  /** How often this RequestType was already answered NotNow; counts one more. */
  countNotNow(requestType: string): number;
  stillEnrolled(): boolean;
}

interface Received {
  readonly commandUuid: string;
  readonly requestType: string;
  readonly command: PlistDict;
}

const maximumCommands = 1000;

/** Reads a command. Throws when the server's plist is not one. */
export const readCommand = (body: Buffer): Received => {
  const root = decodeDict(body);
  const { CommandUUID: commandUuid, Command: command } = root;
  if (typeof commandUuid !== 'string' || !isDict(command) || typeof command.RequestType !== 'string') {
    throw new Error(`the server sent no command but ${JSON.stringify(root).slice(0, 300)}`);
  }
  return { commandUuid, requestType: command.RequestType, command };
};

const decide = async (
  received: Received,
  manners: CommandManners,
  channel: Channel,
  parts: SessionParts,
): Promise<Answer | 'NotNow'> => {
  const { requestType, command } = received;
  if (manners.notNowFirst !== undefined && parts.countNotNow(requestType) <= manners.notNowFirst) return 'NotNow';
  if (manners.commandFormatError === true) return { status: 'CommandFormatError' };
  if (manners.error !== undefined) return { status: 'Error', errorChain: manners.error };
  return performCommand(requestType, command, channel, parts.target);
};

const errorChain = (items: readonly ErrorItem[] | undefined): PlistInputDict =>
  items === undefined ? {} : { ErrorChain: items.map((item) => ({ ...item })) };

const garbled = (report: PlistInputDict, how: 'truncated' | 'wrong-types'): Buffer => {
  if (how === 'wrong-types') {
    return encodePlist({ ...report, QueryResponses: 'nonsense', ProfileList: 7, CertificateList: true, ErrorChain: 3 });
  }
  const whole = encodePlist(report);
  return whole.subarray(0, Math.floor(whole.length * 0.6));
};

/** Runs the session. Rejects if the server never stops sending commands or sends something that is none. */
export const runSession = async (channel: Channel, parts: SessionParts): Promise<ConnectResult> => {
  const exchanges: Exchange[] = [];
  let response = await parts.send({ ...parts.identifiers, Status: 'Idle' }, 'Idle');
  while (response.status === 200 && response.body.length > 0 && parts.stillEnrolled()) {
    if (exchanges.length >= maximumCommands) throw new Error('the server never ends the session');
    const received = readCommand(response.body);
    const manners = parts.mannersFor(received.requestType);
    if (manners.silent === true) {
      exchanges.push({ ...received, status: undefined, report: undefined });
      break;
    }
    const answer = await decide(received, manners, channel, parts);
    const status = answer === 'NotNow' ? 'NotNow' : answer.status;
    const report: PlistInputDict = {
      ...parts.identifiers,
      Status: status,
      CommandUUID: received.commandUuid,
      ...(answer === 'NotNow' ? {} : { ...answer.keys, ...errorChain(answer.errorChain) }),
    };
    const message = manners.undecodableReport === undefined ? report : garbled(report, manners.undecodableReport);
    response = await parts.send(message, status);
    if (manners.duplicateReport === true) response = await parts.send(message, status);
    exchanges.push({ ...received, status, report });
    if (answer !== 'NotNow' && response.status === 200) await answer.afterwards?.();
  }
  return { httpStatus: response.status, exchanges };
};
