// Mail and its templates in the contract.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { mailApi, MailServer, TemplateText } from '../../../shared/ipc/office/mail.ts';
import type { CallContext, Handlers } from '../../../shared/ipc/method.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import words from '../../../shared/locales/en/mail.json' with { type: 'json' };
import { languages, type Language } from '../../../shared/locales/text-keys.ts';
import { templateIds, type TemplateId } from '../../../shared/model/mail.ts';
import { changesBetween, createAudit, type AuditedValues } from '../../office/audit.ts';
import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { Executor } from '../../db/executor.ts';
import { inTransaction } from '../../db/executor.ts';
import { createMailStore } from '../../db/stores/office/mail.ts';
import { createSettingsStore } from '../../db/stores/office/settings.ts';
import type { Composer } from '../../mail/compose.ts';
import { shippedTexts } from '../../mail/default-templates.ts';
import type { SendOutcome } from '../../mail/mailer.ts';
import { caSubjects, type PostOffice } from '../../mail/post-office.ts';
import type { RenderedMail } from '../../mail/templates.ts';
import { checkTemplate } from '../../mail/templates.ts';
import { attributeVariables, variablesOf } from '../../mail/variables.ts';
import type { Invitee } from '../../model/invite-people.ts';

type Api = typeof mailApi;

export interface MailHandlerDeps {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly postOffice: PostOffice;
  readonly composer: Composer;
  readonly person: (userId: string) => Promise<Invitee | undefined>;
  readonly randomId: () => string;
  readonly changed: (topic: EventTopic) => void;
}

/** What a test mail met, as an error that names the remedy. */
const failureOf = (outcome: Exclude<SendOutcome, { kind: 'sent' }>): AppError => {
  switch (outcome.kind) {
    case 'server':
      return new AppError(outcome.code, outcome.text);
    case 'deferred':
      return new AppError('mail.refused', say('mail.deferred', { answer: outcome.text }));
    case 'refused':
      return new AppError('mail.refused', say('mail.refusedAddress', { answer: outcome.text }));
    case 'unknown':
      return new AppError('mail.unreachable', outcome.text);
  }
};

const auditedServer = (server: MailServer | undefined, language: Language | null): AuditedValues | undefined =>
  server && {
    Language: language ?? undefined,
    Host: server.host,
    Port: server.port,
    Security: server.security,
    Authentication: server.authentication,
    User: server.user,
    'From Address': server.fromAddress,
    'From Name': server.fromName,
    'Reply To': server.replyTo,
    'CA Certificates': caSubjects(server.caCertificates),
  };

const auditedTemplate = ({ subject, text, html }: TemplateText): AuditedValues => ({
  Subject: subject,
  Text: text,
  HTML: html,
});

export const mailHandlers = (deps: MailHandlerDeps): Handlers<Api> => {
  const { executor, clock, postOffice, composer, changed } = deps;
  const store = createMailStore(executor);
  const settings = createSettingsStore(executor);

  const recordMail = async (
    bound: Executor,
    { actor }: CallContext,
    name: string,
    before: AuditedValues | undefined,
    after: AuditedValues | undefined,
  ): Promise<void> => {
    const changes = changesBetween(before, after);
    if (changes.length === 0) return;
    const activity = before === undefined ? 'Added' : after === undefined ? 'Deleted' : 'Changed';
    await createAudit({ executor: bound, clock }).record({
      actor,
      category: 'Admin',
      type: 'Mail',
      name,
      activity,
      changes,
    });
  };

  const sendTest = async (to: string, mail: RenderedMail): Promise<{ response: string }> => {
    const outcome = await postOffice.send({ ...mail, id: deps.randomId(), to: { name: '', address: to } });
    if (outcome.kind !== 'sent') throw failureOf(outcome);
    return { response: outcome.response };
  };

  const templateName = (id: TemplateId, language: Language): string =>
    `Template: ${words.template.name[id]} (${language})`;

  return {
    async 'mail.get'() {
      const server = await postOffice.server();
      return {
        ...(server && { server }),
        hasPassword: await postOffice.hasPassword(),
        caSubjects: server ? caSubjects(server.caCertificates) : [],
        language: await settings.get('mailLanguage'),
      };
    },

    async 'mail.update'(input, context) {
      const before = await postOffice.server();
      const languageBefore = await settings.get('mailLanguage');
      const { password, language = languageBefore, ...after } = input;
      await postOffice.save(input, (bound) =>
        recordMail(
          bound,
          context,
          'Mail server',
          auditedServer(before, languageBefore),
          // A new password is recorded as such, never what it is.
          { ...auditedServer(after, language), ...(password !== undefined && { Password: { secret: password } }) },
        ),
      );
      changed('mail');
      return {};
    },

    async 'mail.remove'(_input, context) {
      const before = auditedServer(await postOffice.server(), await settings.get('mailLanguage'));
      await postOffice.remove((bound) => recordMail(bound, context, 'Mail server', before, undefined));
      changed('mail');
      return {};
    },

    async 'mail.test'({ to }) {
      return sendTest(to, await composer.testMail());
    },

    async 'mailTemplates.list'() {
      const attributes = attributeVariables(await composer.attributes());
      const keys = templateIds.flatMap((id) => languages.map((language) => ({ id, language })));
      return Promise.all(
        keys.map(async ({ id, language }) => {
          const own = await store.template(id, language);
          const text = own ?? shippedTexts[language][id];
          return { id, language, ...text, isDefault: own === undefined, variables: [...variablesOf[id]], attributes };
        }),
      );
    },

    async 'mailTemplates.update'({ id, language, ...template }, context) {
      checkTemplate(id, template, await composer.attributes());
      const before = auditedTemplate(await composer.templateInForce(id, language));
      await inTransaction(executor, async (bound) => {
        await createMailStore(bound).setTemplate(id, language, template, clock.now());
        await recordMail(bound, context, templateName(id, language), before, auditedTemplate(template));
      });
      changed('mail');
      return {};
    },

    async 'mailTemplates.revert'({ id, language }, context) {
      const before = auditedTemplate(await composer.templateInForce(id, language));
      await inTransaction(executor, async (bound) => {
        await createMailStore(bound).removeTemplate(id, language);
        const after = auditedTemplate(shippedTexts[language][id]);
        await recordMail(bound, context, templateName(id, language), before, after);
      });
      changed('mail');
      return {};
    },

    async 'mailTemplates.preview'({ id, userId, language: wanted, ...typed }) {
      const recipient = userId === undefined ? undefined : await deps.person(userId);
      const language = wanted ?? (await composer.languageOf(recipient?.locale));
      const inForce = await composer.templateInForce(id, language);
      const { subject = inForce.subject, text = inForce.text, html = inForce.html } = typed;
      const mail = await composer.example(id, language, { subject, text, html }, recipient);
      return { ...mail, language, html: mail.html ?? '' };
    },

    async 'mailTemplates.test'({ id, language, to, ...template }) {
      return sendTest(to, await composer.example(id, language, template, undefined));
    },
  };
};
