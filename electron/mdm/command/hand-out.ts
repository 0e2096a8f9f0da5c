// What a channel is given next. Permission is asked again here: between the wish and its delivery a device may have been
// updated to a system that no longer knows the command. What cannot go out ends by itself, with its reason.
import type { Clock, SecretBox } from '../../core/ports.ts';
import { commandPermission, type CommandDetail } from '../../compatibility/allowed.ts';
import type { Enrollment, LogEntry, Speaker } from '../../model/enrollment.ts';
import type { MdmResponse } from '../../wire/http.ts';
import { parsePlistDict } from '../../wire/plist.ts';
import type { CommandStores } from './database.ts';
import { targetOf } from './queue.ts';
import { isDictionary } from './report-reader.ts';
import { undoPending } from './results.ts';
import { maxTries, type CommandRecord } from './store.ts';

export const nothingToDo: MdmResponse = { status: 200 };

/** The items of a Settings command, out of what the log may show of it. */
const detailOf = ({ requestType, redacted }: CommandRecord): CommandDetail => {
  if (requestType !== 'Settings') return {};
  const { Command: command } = parsePlistDict(Buffer.from(redacted, 'utf8'));
  const settings = isDictionary(command) ? command.Settings : undefined;
  if (!Array.isArray(settings)) return {};
  return {
    settingsItems: settings.flatMap((item: unknown) =>
      isDictionary(item) && typeof item.Item === 'string' ? [item.Item] : [],
    ),
  };
};

/** Why a command that was taken from the queue does not go out, or undefined if it does. */
const obstacleOf = (command: CommandRecord, enrollment: Enrollment, speaker: Speaker): string | undefined => {
  if (command.tries > maxTries) {
    return `Handed out ${String(maxTries)} times and never answered; Russet gives it up`;
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
  readonly secretBox: Pick<SecretBox, 'open'>;
}): HandOut => {
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
    const detail = next.tries > 1 ? `Try ${String(next.tries)}` : '';
    await stores.log.append({ ...row, status: 'Sent', detail });
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: deps.secretBox.open(next.sealedPayload),
    };
  };
  return hand;
};
