// Makes the mail for one person: the text in force, filled with what the person needs.
import type { TemplateText } from '../../shared/ipc/office/mail.ts';
import { maskManagedAppleId } from '../../shared/model/managed-apple-id.ts';
import type { Language } from '../../shared/locales/text-keys.ts';
import type { TemplateId } from '../../shared/model/mail.ts';
import type { MailStore } from '../db/stores/office/mail.ts';
import type { User } from '../model/people.ts';
import { mailLanguage, shippedTexts } from './default-templates.ts';
import { mailTime } from './mail-time.ts';
import { checkTemplate, renderMessage, renderTemplate, type RenderedMail } from './templates.ts';
import { attributeVariables, type VariableValues } from './variables.ts';
import { day } from '../core/durations.ts';

export interface Occasion {
  readonly link?: string | undefined;
  readonly expiresAt?: number | undefined;
  readonly pin?: { readonly pin: string; readonly expiresAt: number } | undefined;
}

type Recipient = Pick<
  User,
  'displayName' | 'firstName' | 'lastName' | 'username' | 'email' | 'managedAppleId' | 'attributes' | 'locale'
>;

export interface Composer {
  templateInForce(id: TemplateId, language: Language): Promise<TemplateText>;
  /** The language of mails to somebody with this locale. */
  languageOf(locale: string | undefined): Promise<Language>;
  /** The mail as it goes out, in the language of the person: to nobody but them, so with the whole Managed Apple ID. */
  compose(id: TemplateId, recipient: Recipient, occasion: Occasion): Promise<RenderedMail>;
  /** A message of the admin as it goes out to a person. */
  message(text: Pick<TemplateText, 'subject' | 'text'>, recipient: Recipient): Promise<RenderedMail>;
  /** Names of people's attributes that texts may use as variables. */
  attributes(): Promise<readonly string[]>;
  /**
   * The mail as the console shows it: example link and PIN, Managed Apple ID masked. Throws `input.invalid` for a text
   * that could not be saved.
   */
  example(
    id: TemplateId,
    language: Language,
    template: TemplateText,
    recipient: Recipient | undefined,
  ): Promise<RenderedMail>;
  /** What tries the mail server, in the language of the office. */
  testMail(): Promise<RenderedMail>;
}

const exampleRecipient: Recipient = {
  displayName: 'Anna Berg',
  firstName: 'Anna',
  lastName: 'Berg',
  username: 'anna.berg@office.example',
  email: 'anna.berg@office.example',
  managedAppleId: 'anna.berg@office.example',
  attributes: {},
  locale: undefined,
};

export const createComposer = (deps: {
  readonly store: Pick<MailStore, 'template'>;
  readonly office: () => Promise<{ readonly organizationName: string; readonly origin: string }>;
  /** What the office chose for people whose own language is not known. */
  readonly officeLanguage: () => Promise<Language | null>;
  /** Names of attributes that people have or that a directory will bring. */
  readonly attributes: () => Promise<readonly string[]>;
  readonly now: () => number;
}): Composer => {
  const { store, office, attributes, now } = deps;

  const valuesOf = async (
    recipient: Recipient,
    language: Language,
    { link, expiresAt, pin }: Occasion,
  ): Promise<VariableValues> => {
    const { organizationName, origin } = await office();
    return {
      ...recipient.attributes,
      organizationName,
      registrationUrl: `${origin}/enroll`,
      activationUrl: link,
      expires: expiresAt === undefined ? undefined : mailTime(expiresAt, language),
      pin: pin?.pin,
      pinExpires: pin === undefined ? undefined : mailTime(pin.expiresAt, language),
      userDisplayName: recipient.displayName,
      userFirstName: recipient.firstName === '' ? recipient.displayName : recipient.firstName,
      userLastName: recipient.lastName,
      userName: recipient.username,
      userEmailAddress: recipient.email,
      managedAppleId: recipient.managedAppleId,
    };
  };

  const templateInForce = async (id: TemplateId, language: Language): Promise<TemplateText> =>
    (await store.template(id, language)) ?? shippedTexts[language][id];

  const languageOf = async (locale: string | undefined): Promise<Language> =>
    mailLanguage(locale, await deps.officeLanguage());

  return {
    templateInForce,
    languageOf,
    attributes,

    async compose(id, recipient, occasion) {
      const language = await languageOf(recipient.locale);
      const values = await valuesOf(recipient, language, occasion);
      return renderTemplate(id, language, await templateInForce(id, language), values);
    },

    message: async (text, recipient) =>
      renderMessage(text, await valuesOf(recipient, await languageOf(recipient.locale), {})),

    async testMail() {
      const { organizationName } = await office();
      return renderMessage(shippedTexts[await languageOf(undefined)].test, { organizationName });
    },

    async example(id, language, template, recipient) {
      const { origin } = await office();
      const names = attributeVariables(await attributes());
      const shown = recipient ?? {
        ...exampleRecipient,
        attributes: Object.fromEntries(names.map((name) => [name, `(${name})`])),
      };
      checkTemplate(id, template, names);
      const expiresAt = now() + 7 * day;
      const values = await valuesOf(
        { ...shown, managedAppleId: maskManagedAppleId(shown.managedAppleId) },
        language,
        id === 'confirmation'
          ? {}
          : { link: `${origin}/enroll/i/EXAMPLE`, expiresAt, pin: { pin: '123456', expiresAt } },
      );
      return renderTemplate(id, language, template, values);
    },
  };
};
