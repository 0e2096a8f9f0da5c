// Which channel may say what. Apple: "Check-in". A message on the wrong one is refused and changes nothing.
import { ProtocolError } from '../../core/errors.ts';
import type { Speaker } from '../../model/enrollment.ts';
import type { CheckinMessage } from './messages.ts';
import { day } from '../../core/durations.ts';

type ChannelKind = Speaker['kind'];

const both: readonly ChannelKind[] = ['device', 'user'];

/** On its own channel CheckOut ends that channel: the device channel takes the whole enrollment with it, a user none. */
export const channelsOfMessage: Readonly<Record<CheckinMessage['MessageType'], readonly ChannelKind[]>> = {
  Authenticate: ['device'],
  TokenUpdate: both,
  CheckOut: both,
  SetBootstrapToken: ['device'],
  GetBootstrapToken: ['device'],
  UserAuthenticate: ['user'],
  GetToken: both,
  DeclarativeManagement: both,
};

/** Throws `device.rejected` for a message that this channel may not send. */
export const requireChannel = (messageType: CheckinMessage['MessageType'], { kind }: Pick<Speaker, 'kind'>): void => {
  if (channelsOfMessage[messageType].includes(kind)) return;
  throw new ProtocolError(
    'device.rejected',
    kind === 'user' ? `${messageType} belongs to the device channel.` : `${messageType} belongs to a user channel.`,
  );
};

/** More people than a Mac or a Shared iPad keeps; who makes up users must not fill the office with them. */
export const maxUserChannels = 32;
/** At the bound, a user who was not heard for this long makes room for a new one. */
export const silentUserMs = 7 * day;
