// Wire types of the check-in protocol (Apple: "Check-in"), decoded by MessageType. Unknown keys are ignored on purpose:
// devices add new ones with every release.
import { z } from 'zod';
import { ProtocolError } from '../../core/errors.ts';
import type { Speaker } from '../../model/enrollment.ts';
import type { PlistDict } from '../../wire/plist.ts';
import { isAbsent, optionalHardwareId, optionalText, optionalVersion } from '../device-values.ts';

const text = z.string().max(1024);
const said = optionalText();
const identifier = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9._-]+$/);
const bytes = z.instanceof(Buffer);

/** An empty one is none. */
const optionalIdentifier = z
  .literal('')
  .transform(() => undefined)
  .or(identifier)
  .optional();

const identity = {
  UDID: optionalIdentifier,
  EnrollmentID: optionalIdentifier,
  UserID: optionalIdentifier,
  EnrollmentUserID: optionalIdentifier,
  UserShortName: text.optional(),
  UserLongName: said,
};

/** What a User Enrollment never says of the device, in no message. */
const hardwareIdentifiers = ['SerialNumber', 'IMEI', 'MEID'] as const;

const topic = z.string().min(1).max(256);

export const checkinMessage = z.discriminatedUnion('MessageType', [
  z.looseObject({
    ...identity,
    MessageType: z.literal('Authenticate'),
    Topic: topic,
    OSVersion: optionalVersion(),
    BuildVersion: said,
    ProductName: said,
    DeviceName: said,
    Model: said,
    ModelName: said,
    SerialNumber: optionalHardwareId(),
    IMEI: optionalHardwareId(),
    MEID: optionalHardwareId(),
    AwaitingConfiguration: z.boolean().optional(),
  }),
  z.looseObject({
    ...identity,
    MessageType: z.literal('TokenUpdate'),
    Topic: topic,
    Token: bytes.refine((value) => value.length > 0 && value.length <= 256),
    PushMagic: z.string().min(1).max(256),
    UnlockToken: bytes.optional(),
    AwaitingConfiguration: z.boolean().optional(),
    NotOnConsole: z.boolean().optional(),
  }),
  z.looseObject({ ...identity, MessageType: z.literal('CheckOut'), Topic: topic.optional() }),
  z.looseObject({
    ...identity,
    MessageType: z.literal('SetBootstrapToken'),
    BootstrapToken: bytes.optional(),
    AwaitingConfiguration: z.boolean().optional(),
  }),
  z.looseObject({
    ...identity,
    MessageType: z.literal('GetBootstrapToken'),
    AwaitingConfiguration: z.boolean().optional(),
  }),
  z.looseObject({
    ...identity,
    MessageType: z.literal('UserAuthenticate'),
    UserID: identifier,
    DigestResponse: text.optional(),
  }),
  z.looseObject({ ...identity, MessageType: z.literal('GetToken'), TokenServiceType: text }),
  z.looseObject({
    ...identity,
    MessageType: z.literal('DeclarativeManagement'),
    Endpoint: z.string().min(1).max(512),
    Data: bytes.optional(),
  }),
]);

export type CheckinMessage = z.infer<typeof checkinMessage>;
export type MessageOf<T extends CheckinMessage['MessageType']> = Extract<CheckinMessage, { MessageType: T }>;

export const messageTypes: readonly string[] = checkinMessage.options.map(
  (option) => option.shape.MessageType.values.values().next().value ?? '',
);

/** Throws `device.rejected` for an unknown MessageType or keys of a wrong type; names the key, never its value. */
export const decodeCheckin = (dict: PlistDict): CheckinMessage => {
  const result = checkinMessage.safeParse(dict);
  if (result.success) return result.data;
  const type = dict['MessageType'];
  if (typeof type !== 'string' || !messageTypes.includes(type)) {
    throw new ProtocolError('device.rejected', 'The check-in message has no MessageType that Russet knows.');
  }
  const key = result.error.issues[0]?.path.join('.') ?? '';
  throw new ProtocolError('device.rejected', `${type}: the key ${key} is missing or malformed.`);
};

const sharedIpadUser = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF';

const speakerKeys = z.looseObject(identity);

/**
 * Resolves the identifiers of a message, check-in or command report, to one enrollment and channel.
 * Exactly one of UDID and EnrollmentID must be there, and with an EnrollmentID no identifier of the hardware;
 * throws `device.rejected` otherwise.
 */
export const resolveSpeaker = (dict: Readonly<Record<string, unknown>>): Speaker => {
  const result = speakerKeys.safeParse(dict);
  if (!result.success) throw new ProtocolError('device.rejected', 'An identifier of the message is malformed.');
  const { UDID, EnrollmentID, UserID, EnrollmentUserID, UserShortName, UserLongName } = result.data;
  if ((UDID === undefined) === (EnrollmentID === undefined)) {
    throw new ProtocolError(
      'device.rejected',
      'The message must carry either a UDID or an EnrollmentID, and not both.',
    );
  }
  const type = UDID === undefined ? 'user' : 'device';
  const forbidden = type === 'user' ? hardwareIdentifiers.filter((key) => !isAbsent(dict[key])) : [];
  if (forbidden.length > 0) {
    throw new ProtocolError('device.rejected', `A User Enrollment must not send ${forbidden.join(', ')}.`);
  }
  const enrollmentId = UDID ?? EnrollmentID ?? '';
  if (type === 'device' && UserID === sharedIpadUser && (UserShortName ?? '') === '') {
    // Without it the message would pass for one of the device channel.
    throw new ProtocolError('device.rejected', 'A user of a Shared iPad must be named by UserShortName.');
  }
  const user = type === 'user' ? EnrollmentUserID : UserID === sharedIpadUser ? UserShortName : UserID;
  return {
    enrollmentId,
    channelId: user === undefined ? enrollmentId : `${enrollmentId}:${user}`,
    kind: user === undefined ? 'device' : 'user',
    type,
    ...(UserShortName === undefined ? {} : { userShortName: UserShortName }),
    ...(UserLongName === undefined ? {} : { userLongName: UserLongName }),
  };
};
