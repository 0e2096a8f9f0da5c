// What a certificate says, with its expiry as icon and word.
import type { ServerState } from '../../../../../shared/ipc/server.ts';
import { DefinitionList, type Definition } from '../../../components/definition-list.tsx';
import { StatusChip } from '../../../components/status-chip.tsx';
import { useNow } from '../../../lib/clock.ts';
import { dateOnly, daysUntil, plural } from '../../../lib/format.ts';
import { expiryState } from '../server-form.ts';

interface Props {
  readonly certificate: ServerState['deviceCa'];
  readonly before?: readonly Definition[];
  readonly after?: readonly Definition[];
}

export const CertificateFacts = ({ certificate, before = [], after = [] }: Props) => {
  const { subject, issuer, serialNumber, notBefore, notAfter, names } = certificate;
  return (
    <DefinitionList
      columns={1}
      items={[
        ...before,
        { label: 'Subject', value: subject },
        { label: 'Issuer', value: issuer },
        { label: 'Serial Number', value: serialNumber },
        ...(names.length === 0 ? [] : [{ label: 'Names', value: names.join(', ') }]),
        { label: 'Valid', value: `${dateOnly(notBefore)} to ${dateOnly(notAfter)}` },
        { label: 'Expiry', value: <Expiry notAfter={notAfter} /> },
        ...after,
      ]}
    />
  );
};

const Expiry = ({ notAfter }: { readonly notAfter: number }) => {
  const now = useNow();
  const state = expiryState(notAfter, now);
  if (state === 'past') return <StatusChip tone="error" label="Expired" />;
  const left = `${plural(daysUntil(notAfter, now), 'day')} left`;
  return <StatusChip tone={state === 'soon' ? 'warning' : 'success'} label={left} />;
};
