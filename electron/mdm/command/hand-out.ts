// What a channel is given next. Permission is asked again here: between the wish and its delivery a device may have been
// updated to a system that no longer knows the command. What cannot go out ends by itself, with its reason; of a
// DeviceInformation only the queries that it may no longer be asked are left out.
import type { Clock, SecretBox } from '../../core/ports.ts';
import { commandPermission, type CommandDetail } from '../../compatibility/allowed.ts';
import { isQueryAllowed } from '../../compatibility/queries.ts';
import type { Enrollment, LogEntry, Speaker } from '../../model/enrollment.ts';
import type { MdmResponse } from '../../wire/http.ts';
import { buildPlist, parsePlistDict } from '../../wire/plist.ts';
import type { CommandStores } from './database.ts';
import { targetOf } from './queue.ts';
import { isDictionary } from './report-reader.ts';
import { undoPending } from './results.ts';
import { maxTries, type CommandRecord } from './store.ts';

export const nothingToDo: MdmResponse = { status: 200 };

/** A list in a command, out of what the log may show of it. */
const listIn = ({ redacted }: CommandRecord, key: 'Settings' | 'Queries'): readonly unknown[] | undefined => {
  const { Command: command } = parsePlistDict(Buffer.from(redacted, 'utf8'));
  const list: unknown = isDictionary(command) ? command[key] : undefined;
  return Array.isArray(list) ? list : undefined;
};

/** The items of a Settings command. */
const detailOf = (command: CommandRecord): CommandDetail => {
  const settings = command.requestType === 'Settings' ? listIn(command, 'Settings') : undefined;
  if (settings === undefined) return {};
  return {
    settingsItems: settings.flatMap((item: unknown) =>
      isDictionary(item) && typeof item.Item === 'string' ? [item.Item] : [],
    ),
  };
};

/** The queries of a DeviceInformation that the device may still be asked, and the others; undefined for anything else. */
const queriesOf = (
  command: CommandRecord,
  enrollment: Enrollment,
  speaker: Speaker,
): { readonly left: readonly string[]; readonly gone: readonly string[] } | undefined => {
  const list = command.requestType === 'DeviceInformation' ? listIn(command, 'Queries') : undefined;
  const queries = list?.filter((query) => typeof query === 'string');
  if (queries === undefined) return undefined;
  const target = targetOf(enrollment, speaker.kind);
  const left = queries.filter((query) => isQueryAllowed(target, query));
  return { left, gone: queries.filter((query) => !left.includes(query)) };
};

/** Why a command that was taken from the queue does not go out, or undefined if it does. */
const obstacleOf = (command: CommandRecord, enrollment: Enrollment, speaker: Speaker): string | undefined => {
  if (command.tries > maxTries) {
    return `Handed out ${String(maxTries)} times and never answered; Russet gives it up`;
  }
  const queries = queriesOf(command, enrollment, speaker);
  if (queries?.left.length === 0) {
    return `Not handed out: the device may not be asked any of it (${queries.gone.join(', ')})`;
  }
  const permission = commandPermission(targetOf(enrollment, speaker.kind), command.requestType, detailOf(command));
  return permission.allowed ? undefined : `Not handed out: ${permission.reason.english}`;
};

/**
 * Takes the next command that may go out, with `kind` of that kind alone, and turns it into the reply. Call inside a
 * transaction.
 */
export type HandOut = (
  stores: CommandStores,
  enrollment: Enrollment,
  speaker: Speaker,
  includeNotNow: boolean,
  kind?: string,
) => Promise<MdmResponse>;

export const createHandOut = (deps: {
  readonly clock: Pick<Clock, 'now'>;
  readonly secretBox: Pick<SecretBox, 'open' | 'seal'>;
}): HandOut => {
  /** The command as it goes out, without the queries that the device may not be asked any more. */
  const trimmed = async (
    stores: CommandStores,
    command: CommandRecord,
    enrollment: Enrollment,
    speaker: Speaker,
  ): Promise<{ readonly body: Uint8Array; readonly gone: readonly string[] }> => {
    const queries = queriesOf(command, enrollment, speaker);
    if (queries === undefined || queries.gone.length === 0) {
      return { body: deps.secretBox.open(command.sealedPayload), gone: [] };
    }
    // Nothing of it is secret: what the log shows is the whole command.
    const plist = buildPlist({
      CommandUUID: command.uuid,
      Command: { RequestType: command.requestType, Queries: queries.left },
    });
    const body = Buffer.from(plist, 'utf8');
    await stores.queue.rewrite(command.uuid, { sealedPayload: deps.secretBox.seal(body), redacted: plist });
    return { body, gone: queries.gone };
  };

  const hand: HandOut = async (stores, enrollment, speaker, includeNotNow, kind) => {
    const now = deps.clock.now();
    const next = await stores.queue.takeNext(speaker.channelId, {
      includeNotNow,
      now,
      ...(kind === undefined ? {} : { kind }),
    });
    if (!next) return nothingToDo;
    const row: Omit<LogEntry, 'status' | 'detail'> = {
      enrollmentId: speaker.enrollmentId,
      channelId: speaker.channelId,
      at: now,
      action: next.logAction,
      commandUuid: next.uuid,
    };
    const obstacle = obstacleOf(next, enrollment, speaker);
    if (obstacle !== undefined) {
      await stores.queue.retire(next.uuid, 'error', now);
      await undoPending(stores, next, enrollment);
      await stores.log.append({ ...row, status: 'Error', detail: obstacle });
      return hand(stores, enrollment, speaker, includeNotNow, kind);
    }
    const { body, gone } = await trimmed(stores, next, enrollment, speaker);
    const details = [
      ...(next.tries > 1 ? [`Try ${String(next.tries)}`] : []),
      ...(gone.length > 0 ? [`Not asked any more: ${gone.join(', ')}`] : []),
    ];
    await stores.log.append({ ...row, status: 'Sent', detail: details.join('; ') });
    return { status: 200, headers: { 'content-type': 'application/xml' }, body };
  };
  return hand;
};
