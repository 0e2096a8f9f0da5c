// Every text of the console by language and area. An area is a folder of the console, or words that several share.
import appDe from '@shared/locales/de/app.json' with { type: 'json' };
import auditDe from '@shared/locales/de/audit.json' with { type: 'json' };
import businessManagerDe from '@shared/locales/de/business-manager.json' with { type: 'json' };
import commonDe from '@shared/locales/de/common.json' with { type: 'json' };
import devicesDe from '@shared/locales/de/devices.json' with { type: 'json' };
import enrollDe from '@shared/locales/de/enroll.json' with { type: 'json' };
import entraDe from '@shared/locales/de/entra.json' with { type: 'json' };
import groupsDe from '@shared/locales/de/groups.json' with { type: 'json' };
import homeDe from '@shared/locales/de/home.json' with { type: 'json' };
import ldapDe from '@shared/locales/de/ldap.json' with { type: 'json' };
import mailDe from '@shared/locales/de/mail.json' with { type: 'json' };
import modelDe from '@shared/locales/de/model.json' with { type: 'json' };
import notificationsDe from '@shared/locales/de/notifications.json' with { type: 'json' };
import serverDe from '@shared/locales/de/server.json' with { type: 'json' };
import userSettingsDe from '@shared/locales/de/user-settings.json' with { type: 'json' };
import usersDe from '@shared/locales/de/users.json' with { type: 'json' };
import appEn from '@shared/locales/en/app.json' with { type: 'json' };
import auditEn from '@shared/locales/en/audit.json' with { type: 'json' };
import businessManagerEn from '@shared/locales/en/business-manager.json' with { type: 'json' };
import commonEn from '@shared/locales/en/common.json' with { type: 'json' };
import devicesEn from '@shared/locales/en/devices.json' with { type: 'json' };
import enrollEn from '@shared/locales/en/enroll.json' with { type: 'json' };
import entraEn from '@shared/locales/en/entra.json' with { type: 'json' };
import groupsEn from '@shared/locales/en/groups.json' with { type: 'json' };
import homeEn from '@shared/locales/en/home.json' with { type: 'json' };
import ldapEn from '@shared/locales/en/ldap.json' with { type: 'json' };
import mailEn from '@shared/locales/en/mail.json' with { type: 'json' };
import modelEn from '@shared/locales/en/model.json' with { type: 'json' };
import notificationsEn from '@shared/locales/en/notifications.json' with { type: 'json' };
import serverEn from '@shared/locales/en/server.json' with { type: 'json' };
import userSettingsEn from '@shared/locales/en/user-settings.json' with { type: 'json' };
import usersEn from '@shared/locales/en/users.json' with { type: 'json' };

export const english = {
  app: appEn,
  audit: auditEn,
  'business-manager': businessManagerEn,
  common: commonEn,
  devices: devicesEn,
  enroll: enrollEn,
  entra: entraEn,
  groups: groupsEn,
  home: homeEn,
  ldap: ldapEn,
  mail: mailEn,
  model: modelEn,
  notifications: notificationsEn,
  server: serverEn,
  'user-settings': userSettingsEn,
  users: usersEn,
} as const;

const german: Readonly<Record<keyof typeof english, object>> = {
  app: appDe,
  audit: auditDe,
  'business-manager': businessManagerDe,
  common: commonDe,
  devices: devicesDe,
  enroll: enrollDe,
  entra: entraDe,
  groups: groupsDe,
  home: homeDe,
  ldap: ldapDe,
  mail: mailDe,
  model: modelDe,
  notifications: notificationsDe,
  server: serverDe,
  'user-settings': userSettingsDe,
  users: usersDe,
};

export const resources = { en: english, de: german };
