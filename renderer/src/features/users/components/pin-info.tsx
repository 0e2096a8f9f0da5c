// PIN info of a person: whether there is one and until when; the PIN itself only when it is asked for.
import { DefinitionList } from '../../../components/definition-list.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable } from '../../../lib/format.ts';
import { PinStatusChip } from './user-chips.tsx';
import { ViewPin } from './view-pin.tsx';

interface Props {
  readonly userId: string;
  readonly name: string;
}

/** Nothing where the registration setting asks for no PIN and the person has none. */
export const PinInfo = ({ userId, name }: Props) => {
  const query = useContractQuery('pins.status', { userId });
  if (query.data?.wanted === false && query.data.status === 'none') return null;
  return (
    <SectionCard
      title="Registration PIN"
      actions={query.data?.status === 'valid' && <ViewPin userId={userId} name={name} />}
    >
      <QueryView query={query}>
        {({ status, issuedAt, expiresAt }) => (
          <DefinitionList
            columns={1}
            items={[
              { label: 'PIN Status', value: <PinStatusChip status={status} /> },
              { label: 'PIN Issued', value: issuedAt === undefined ? notAvailable() : <TimeText at={issuedAt} /> },
              { label: 'PIN Expires', value: expiresAt === undefined ? notAvailable() : <TimeText at={expiresAt} /> },
            ]}
          />
        )}
      </QueryView>
    </SectionCard>
  );
};
