// Every text of the console by language and area. An area is a folder of the console, or words that several share.
import appDe from '../../../shared/locales/de/app.json' with { type: 'json' };
import commonDe from '../../../shared/locales/de/common.json' with { type: 'json' };
import notificationsDe from '../../../shared/locales/de/notifications.json' with { type: 'json' };
import appEn from '../../../shared/locales/en/app.json' with { type: 'json' };
import commonEn from '../../../shared/locales/en/common.json' with { type: 'json' };
import notificationsEn from '../../../shared/locales/en/notifications.json' with { type: 'json' };

export const english = { app: appEn, common: commonEn, notifications: notificationsEn } as const;
const german: Readonly<Record<keyof typeof english, object>> = {
  app: appDe,
  common: commonDe,
  notifications: notificationsDe,
};

export const resources = { en: english, de: german };
