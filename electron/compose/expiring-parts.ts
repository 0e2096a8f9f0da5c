// Everything of this server that can expire, with what to do about it.
import { say } from '../../shared/locales/admin-texts.ts';
import type { ListenerIdentity } from '../pki/listener-certificate.ts';
import type { Authority } from '../pki/authority.ts';
import type { PushCertificates } from '../pki/push-certificate.ts';
import type { Expiring } from '../office/expiry-watch.ts';

export const expiringParts = async (parts: {
  readonly pushCertificates: Pick<PushCertificates, 'summary'>;
  readonly control: { identity(): Promise<ListenerIdentity> };
  readonly authority: Authority;
  readonly entra: { credentialExpiresAt(): Promise<number | undefined> };
}): Promise<readonly Expiring[]> => {
  const push = await parts.pushCertificates.summary();
  const listener = await parts.control.identity();
  return [
    {
      key: 'expiry:push',
      componentType: 'Push Certificate',
      component: say('notices.pushCertificate'),
      part: say('notices.thePushCertificate'),
      expiresAt: push?.notAfter,
      remedy: say('notices.renewPush'),
      page: '/server',
    },
    {
      key: 'expiry:listener',
      componentType: 'Listener Certificate',
      component: say('notices.listenerCertificate'),
      part: say('notices.theListenerCertificate'),
      expiresAt: listener.summary.notAfter,
      renewsItself: listener.source === 'own',
      remedy: listener.source === 'own' ? say('notices.ownListener') : say('notices.importListener'),
      page: '/server',
    },
    {
      key: 'expiry:deviceCa',
      componentType: 'CA',
      component: say('notices.deviceCa'),
      part: say('notices.theDeviceCa'),
      expiresAt: parts.authority.deviceCa.certificate.notAfter,
      renewsItself: true,
      remedy: say('notices.enrollAgain'),
      page: '/server',
    },
    {
      key: 'expiry:officeRoot',
      componentType: 'CA',
      component: say('notices.officeRoot'),
      part: say('notices.theOfficeRoot'),
      expiresAt: parts.authority.officeRoot.certificate.notAfter,
      renewsItself: true,
      remedy: say('notices.replaceRoot'),
      page: '/server',
    },
    {
      key: 'expiry:entra',
      componentType: 'Entra ID',
      component: say('notices.entraCredential'),
      part: say('notices.theEntraCredential'),
      expiresAt: await parts.entra.credentialExpiresAt(),
      remedy: say('notices.renewEntra'),
      page: '/entra',
    },
  ];
};
