// The types of user settings: what an office decides for all users or for user groups.
import { z } from 'zod';
import words from '../locales/en/model.json' with { type: 'json' };

export const settingTypes = [
  'registration',
  'device-limit',
  'password-complexity',
  'terms-of-service',
  'invite-reminder',
  'registration-confirmation',
] as const;
export type SettingType = (typeof settingTypes)[number];
export const settingTypeSchema = z.enum(settingTypes);

export const settingTypeLabel: Readonly<Record<SettingType, string>> = words.settingType;

/** What a person signs in with on the enrollment pages. */
export const registrationTypes = ['password', 'pin', 'password-and-pin'] as const;
export const registrationTypeSchema = z.enum(registrationTypes);
export type RegistrationType = z.infer<typeof registrationTypeSchema>;
