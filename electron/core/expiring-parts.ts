// Everything of this server that can expire, with what to do about it.
import type { ListenerIdentity } from '../pki/listener-certificate.ts';
import type { Authority } from '../pki/authority.ts';
import type { PushCertificates } from '../pki/push-certificate.ts';
import type { Expiring } from './expiry-watch.ts';

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
      component: 'Push certificate',
      expiresAt: push?.notAfter,
      remedy:
        'After that no device hears of commands. Renew the same certificate with the same Apple account, and import it on the Server page.',
      page: '/server',
    },
    {
      key: 'expiry:listener',
      componentType: 'Listener Certificate',
      component: 'Listener certificate',
      expiresAt: listener.summary.notAfter,
      renewsItself: listener.source === 'own',
      remedy:
        listener.source === 'own'
          ? 'After that no device trusts this server. It renews itself: that it did not is told in the program log.'
          : 'After that no device trusts this server. Import a new one on the Server page.',
      page: '/server',
    },
    {
      key: 'expiry:deviceCa',
      componentType: 'CA',
      component: 'Device CA',
      expiresAt: parts.authority.deviceCa.certificate.notAfter,
      remedy: 'After that no identity of a device is valid: every device has to enroll again.',
      page: '/server',
    },
    {
      key: 'expiry:entra',
      componentType: 'Entra ID',
      component: 'Entra ID credential',
      expiresAt: await parts.entra.credentialExpiresAt(),
      remedy:
        'After that nobody is synced, and nobody signs in with Microsoft. Make a new one in the app registration, and enter it here.',
      page: '/entra',
    },
  ];
};
