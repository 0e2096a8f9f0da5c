// What a certificate says, with its expiry as icon and word.
import type { ServerState } from '@shared/ipc/server/server.ts';
import { DefinitionList, type Definition } from '../../../components/definition-list.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useNow } from '../../../lib/clock.ts';
import { dateOnly, daysUntil } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { expiryState } from '../server-form.ts';

interface Props {
  readonly certificate: ServerState['certificate']['leaf'];
  readonly before?: readonly Definition[];
  readonly after?: readonly Definition[];
}

export const CertificateFacts = ({ certificate, before = [], after = [] }: Props) => {
  const { t } = useTexts('server');
  const { subject, issuer, serialNumber, notBefore, notAfter, names } = certificate;
  return (
    <DefinitionList
      columns={1}
      items={[
        ...before,
        { label: t('facts.subject'), value: subject },
        { label: t('facts.issuer'), value: issuer },
        { label: t('facts.serial'), value: serialNumber },
        ...(names.length === 0 ? [] : [{ label: t('facts.names'), value: names.join(', ') }]),
        { label: t('facts.valid'), value: t('facts.validity', { from: dateOnly(notBefore), to: dateOnly(notAfter) }) },
        { label: t('facts.expiry'), value: <Expiry notAfter={notAfter} /> },
        ...after,
      ]}
    />
  );
};

const Expiry = ({ notAfter }: { readonly notAfter: number }) => {
  const { t } = useTexts('server');
  const now = useNow();
  const state = expiryState(notAfter, now);
  if (state === 'past') return <StatusChip tone="error" label={t('facts.expired')} />;
  const left = t('facts.daysLeft', { count: daysUntil(notAfter, now) });
  return <StatusChip tone={state === 'soon' ? 'warning' : 'success'} label={left} />;
};
