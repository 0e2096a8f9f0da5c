// Makes the mail for one person: the text in force, filled with what the person needs.
import type { TemplateText } from '../../shared/ipc/mail.ts';
import { maskManagedAppleId } from '../../shared/model/managed-apple-id.ts';
import type { TemplateId } from '../../shared/model/mail.ts';
import type { MailStore } from '../db/stores/mail.ts';
import type { User } from '../people/model.ts';
import { defaultTemplates } from './default-templates.ts';
import { checkTemplate, renderMessage, renderTemplate, type RenderedMail } from './templates.ts';
import { attributeVariables, type VariableValues } from './variables.ts';

export interface Occasion {
  readonly link?: string | undefined;
  readonly expiresAt?: number | undefined;
  readonly pin?: { readonly pin: string; readonly expiresAt: number } | undefined;
}

type Recipient = Pick<
  User,
  'displayName' | 'firstName' | 'lastName' | 'username' | 'email' | 'managedAppleId' | 'attributes'
>;

export interface Composer {
  templateInForce(id: TemplateId): Promise<TemplateText>;
  /** The mail as it goes out: to nobody but the person, so with the whole Managed Apple ID. */
  compose(id: TemplateId, recipient: Recipient, occasion: Occasion): Promise<RenderedMail>;
  /** A message of the admin as it goes out to a person. */
  message(text: Pick<TemplateText, 'subject' | 'text'>, recipient: Recipient): Promise<RenderedMail>;
  /** Names of people's attributes that texts may use as variables. */
  attributes(): Promise<readonly string[]>;
  /**
   * The mail as the console shows it: example link and PIN, Managed Apple ID masked. Throws `input.invalid` for a text
   * that could not be saved.
   */
  example(id: TemplateId, template: TemplateText | undefined, recipient: Recipient | undefined): Promise<RenderedMail>;
}

const time = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

const exampleRecipient: Recipient = {
  displayName: 'Anna Berg',
  firstName: 'Anna',
  lastName: 'Berg',
  username: 'anna.berg@office.example',
  email: 'anna.berg@office.example',
  managedAppleId: 'anna.berg@office.example',
  attributes: {},
};

const dayMs = 24 * 60 * 60_000;

export const createComposer = (deps: {
  readonly store: Pick<MailStore, 'template'>;
  readonly office: () => Promise<{ readonly organizationName: string; readonly origin: string }>;
  /** Names of attributes that people have or that a directory will bring. */
  readonly attributes: () => Promise<readonly string[]>;
  readonly now: () => number;
}): Composer => {
  const { store, office, attributes, now } = deps;

  const valuesOf = async (recipient: Recipient, { link, expiresAt, pin }: Occasion): Promise<VariableValues> => {
    const { organizationName, origin } = await office();
    return {
      ...recipient.attributes,
      organizationName,
      registrationUrl: `${origin}/enroll`,
      activationUrl: link,
      expires: expiresAt === undefined ? undefined : time.format(expiresAt),
      pin: pin?.pin,
      pinExpires: pin === undefined ? undefined : time.format(pin.expiresAt),
      userDisplayName: recipient.displayName,
      userFirstName: recipient.firstName === '' ? recipient.displayName : recipient.firstName,
      userLastName: recipient.lastName,
      userName: recipient.username,
      userEmailAddress: recipient.email,
      managedAppleId: recipient.managedAppleId,
    };
  };

  const templateInForce = async (id: TemplateId): Promise<TemplateText> =>
    (await store.template(id)) ?? defaultTemplates[id];

  return {
    templateInForce,
    attributes,

    async compose(id, recipient, occasion) {
      return renderTemplate(id, await templateInForce(id), await valuesOf(recipient, occasion));
    },

    message: async (text, recipient) => renderMessage(text, await valuesOf(recipient, {})),

    async example(id, template, recipient) {
      const { origin } = await office();
      const names = attributeVariables(await attributes());
      const shown = recipient ?? {
        ...exampleRecipient,
        attributes: Object.fromEntries(names.map((name) => [name, `(${name})`])),
      };
      const inForce = template ?? (await templateInForce(id));
      checkTemplate(id, inForce, names);
      const expiresAt = now() + 7 * dayMs;
      const values = await valuesOf(
        { ...shown, managedAppleId: maskManagedAppleId(shown.managedAppleId) },
        id === 'confirmation'
          ? {}
          : { link: `${origin}/enroll/i/EXAMPLE`, expiresAt, pin: { pin: '123456', expiresAt } },
      );
      return renderTemplate(id, inForce, values);
    },
  };
};
