// What the core tells the console while it runs. The console answers by reading the lists again; nothing polls.
import { z } from 'zod';

export const eventTopics = [
  'devices',
  'logs',
  'commands',
  'users',
  'groups',
  'userSettings',
  'server',
  'enrollment',
  'mail',
  'ldap',
  'entra',
  'tasks',
  'notifications',
  'preferences',
] as const;
export type EventTopic = (typeof eventTopics)[number];

/** Topics whose `ids` are enrollment IDs. */
export const enrollmentTopics: readonly EventTopic[] = ['devices', 'logs', 'commands'];

/**
 * Records of a topic changed. Changes within a quarter of a second are gathered into one event.
 * `ids` names them (enrollment ids for devices, logs and commands); absent when there are too many to name.
 */
export const coreEventSchema = z.strictObject({
  topic: z.enum(eventTopics),
  ids: z.array(z.string()).optional(),
});
export type CoreEvent = z.infer<typeof coreEventSchema>;
