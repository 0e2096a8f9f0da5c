// PIN info of a person: whether there is one and until when; never the PIN itself.
import type { MethodOutput } from '../../../../../shared/ipc/contract.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { StatusChip, type Tone } from '../../../components/status-chip.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable } from '../../../lib/format.ts';

type Status = MethodOutput<'pins.status'>['status'];

const look: Readonly<Record<Status, { readonly tone: Tone; readonly label: string }>> = {
  none: { tone: 'neutral', label: 'None' },
  valid: { tone: 'success', label: 'Valid' },
  expired: { tone: 'warning', label: 'Expired' },
  used: { tone: 'neutral', label: 'Used' },
  blocked: { tone: 'error', label: 'Blocked' },
};

/** Nothing where the registration setting asks for no PIN and the person has none. */
export const PinInfo = ({ userId }: { readonly userId: string }) => {
  const query = useContractQuery('pins.status', { userId });
  if (query.data?.wanted === false && query.data.status === 'none') return null;
  return (
    <SectionCard title="Registration PIN">
      <QueryView query={query}>
        {({ status, issuedAt, expiresAt }) => (
          <DefinitionList
            columns={1}
            items={[
              { label: 'PIN Status', value: <StatusChip {...look[status]} /> },
              { label: 'PIN Issued', value: issuedAt === undefined ? notAvailable : <TimeText at={issuedAt} /> },
              { label: 'PIN Expires', value: expiresAt === undefined ? notAvailable : <TimeText at={expiresAt} /> },
            ]}
          />
        )}
      </QueryView>
    </SectionCard>
  );
};
