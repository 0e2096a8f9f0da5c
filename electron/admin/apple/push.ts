// Apple's push service in the contract: the certificate, and whether Apple takes it.
import type { EventTopic } from '../../../shared/ipc/events.ts';
import type { Handlers } from '../../../shared/ipc/method.ts';
import type { pushApi } from '../../../shared/ipc/apple/push.ts';
import { say } from '../../../shared/locales/admin-texts.ts';
import { AppError } from '../../core/errors.ts';
import { speaksForCertificate, type PushResult } from '../../mdm/push/result.ts';
import type { PushCertificates } from '../../pki/push-certificate.ts';
import { describeCheck } from './push-check.ts';

export interface PushHandlerDeps {
  readonly import: PushCertificates['import'];
  /** Takes the imported certificate into use. */
  readonly credentialsChanged: () => void | Promise<void>;
  /** Connects to Apple afresh; undefined without a push certificate. Ends a pause if Apple accepts the certificate. */
  readonly check: () => Promise<PushResult | undefined>;
  readonly changed: (topic: EventTopic) => void;
}

export const pushHandlers = (deps: PushHandlerDeps): Handlers<typeof pushApi> => ({
  async 'push.import'({ pem, pkcs12, password, confirmTopicChange }, { actor }) {
    if ((pem === undefined) === (pkcs12 === undefined)) {
      throw new AppError('input.invalid', say('errors.pemOrPkcs12'));
    }
    const data = pem === undefined ? Buffer.from(pkcs12 ?? '', 'base64') : Buffer.from(pem, 'utf8');
    const { topic, notAfter, warnings } = await deps.import({ data, passphrase: password, confirmTopicChange }, actor);
    await deps.credentialsChanged();
    deps.changed('server');
    return { topic, notAfter, warnings: [...warnings] };
  },

  async 'push.check'() {
    const result = await deps.check();
    deps.changed('server');
    return result === undefined
      ? { ok: false, outcome: say('push.notConfigured') }
      : { ok: speaksForCertificate(result), outcome: describeCheck(result) };
  },
});
