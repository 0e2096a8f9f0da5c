// PIN info of a person: whether there is one and until when; the PIN itself only when it is asked for.
import { DefinitionList } from '../../../components/definition-list.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { notAvailable } from '../../../lib/format.ts';
import { useTexts } from '../../../lib/texts.ts';
import { PinStatusChip } from './user-chips.tsx';
import { ViewPin } from './view-pin.tsx';

interface Props {
  readonly userId: string;
  readonly name: string;
}

/** Nothing where the registration setting asks for no PIN and the person has none. */
export const PinInfo = ({ userId, name }: Props) => {
  const { t } = useTexts('users');
  const query = useContractQuery('pins.status', { userId });
  if (query.data?.wanted === false && query.data.status === 'none') return null;
  return (
    <SectionCard
      title={t('pin.title')}
      actions={query.data?.status === 'valid' && <ViewPin userId={userId} name={name} />}
    >
      <QueryView query={query}>
        {({ status, issuedAt, expiresAt }) => (
          <DefinitionList
            columns={1}
            items={[
              { label: t('field.pinStatus'), value: <PinStatusChip status={status} /> },
              {
                label: t('field.pinIssued'),
                value: issuedAt === undefined ? notAvailable() : <TimeText at={issuedAt} />,
              },
              {
                label: t('field.pinExpires'),
                value: expiresAt === undefined ? notAvailable() : <TimeText at={expiresAt} />,
              },
            ]}
          />
        )}
      </QueryView>
    </SectionCard>
  );
};
