// Adds or changes a group: by rules, or by hand with its members.
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import type { MethodInput, MethodOutput } from '@shared/ipc/contract.ts';
import type { RuleCatalogue } from '@shared/rules/rules.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { FormTextField } from '../../components/form-text-field.tsx';
import { PageLoading } from '../../components/page-loading.tsx';
import { type DraftGroup, draftOf, draftProblems, newGroup, rulesOf } from '../rules/draft-rules.ts';
import { RuleBuilder } from '../rules/rule-builder.tsx';
import { fieldMessage, firstMessage, useContractForm } from '../../lib/contract-form.ts';
import { useContractQuery } from '../../lib/contract-hooks.ts';
import { useTexts } from '../../lib/texts.ts';
import { MembersField } from './members-field.tsx';

/** The kinds that can be chosen when a group is added. */
const choosableKinds = ['dynamic', 'manual'] as const;

type Group = MethodOutput<'groups.get'>;

interface Values {
  name: string;
  description: string;
  kind: 'dynamic' | 'manual';
  memberIds: string[];
  rules: DraftGroup;
}

interface Props {
  /** Absent to add a group. */
  readonly group?: Group;
  /** Given the id of a group that was added. */
  readonly onAdded?: (id: string) => void;
  readonly onClose: () => void;
}

interface FormProps extends Props {
  readonly catalogue: RuleCatalogue;
}

/** Opens when it is known what rules may use. */
export const GroupFormDialog = (props: Props) => {
  const { t } = useTexts('groups');
  const attributes = useContractQuery('rules.attributes', { subject: 'users' });
  // What the rules could use when the dialog opened: changes by others meanwhile do not disturb what is being built.
  const [catalogue, setCatalogue] = useState<RuleCatalogue>();
  if (catalogue === undefined && attributes.data !== undefined) {
    setCatalogue(
      attributes.data
        // A group cannot be a rule of itself.
        .map(({ options, hint, ...attribute }) => ({
          ...attribute,
          ...(options && { options: options.filter((option) => option.value !== props.group?.id) }),
          ...(hint !== undefined && { hint }),
        })),
    );
  }
  if (catalogue !== undefined) return <GroupForm {...props} catalogue={catalogue} />;
  return (
    <FormDialog
      title={t('form.group')}
      dirty={false}
      saving
      error={null}
      onSubmit={() => undefined}
      onClose={props.onClose}
    >
      {attributes.error === null ? (
        <PageLoading />
      ) : (
        <ErrorPanel error={attributes.error} onRetry={() => void attributes.refetch()} />
      )}
    </FormDialog>
  );
};

const initialValues = (group: Group | undefined, catalogue: RuleCatalogue): Values => ({
  name: group?.name ?? '',
  description: group?.description ?? '',
  kind: group === undefined || group.kind === 'dynamic' ? 'dynamic' : 'manual',
  memberIds: group?.kind === 'manual' ? group.memberUsers.map((member) => member.id) : [],
  rules: group?.rules === undefined ? newGroup(catalogue) : draftOf(group.rules),
});

const GroupForm = ({ group, catalogue, onAdded, onClose }: FormProps) => {
  const { t } = useTexts('groups');
  const { enqueueSnackbar } = useSnackbar();
  // What the group was when the dialog opened.
  const [values] = useState(() => initialValues(group, catalogue));
  const [showProblems, setShowProblems] = useState(false);
  const { form, frame } = useContractForm<Values, 'groups.create' | 'groups.update'>(
    group === undefined ? 'groups.create' : 'groups.update',
    {
      values,
      toInput: ({ name, description, kind, memberIds, rules }): MethodInput<'groups.create'> => ({
        ...(group === undefined ? {} : { id: group.id }),
        name,
        description,
        ...(kind === 'dynamic' ? { rules: rulesOf(rules, catalogue) } : { memberIds }),
      }),
      fields: ['name', 'description', 'memberIds', 'rules'],
      onDone: (output) => {
        if ('id' in output) onAdded?.(output.id);
        enqueueSnackbar(t(group === undefined ? 'form.added' : 'form.saved', { name: form.getValues('name') }), {
          variant: 'success',
        });
        onClose();
      },
    },
  );
  const kind = useController({ control: form.control, name: 'kind' }).field;
  const members = useController({ control: form.control, name: 'memberIds' });
  const rules = useController({ control: form.control, name: 'rules' });
  const dynamic = kind.value === 'dynamic';

  const save = (): void => {
    setShowProblems(true);
    if (dynamic && Object.keys(draftProblems(rules.field.value, catalogue)).length > 0) void form.trigger();
    else void frame.onSubmit();
  };

  return (
    <FormDialog
      {...frame}
      title={group === undefined ? t('form.add') : t('form.edit', { name: group.name })}
      maxWidth={dynamic ? 'lg' : 'sm'}
      onSubmit={save}
      onClose={onClose}
    >
      <FormTextField
        control={form.control}
        name="name"
        label={t('form.name')}
        required
        placeholder={t('form.nameExample')}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <FormTextField control={form.control} name="description" label={t('form.description')} />
      {group === undefined && (
        <RadioGroup
          aria-label={t('form.how')}
          value={kind.value}
          onChange={(_, value) => {
            kind.onChange(value);
          }}
        >
          {choosableKinds.map((choice) => (
            <Box key={choice}>
              <FormControlLabel value={choice} control={<Radio size="small" />} label={t(`choice.${choice}`)} />
              <FormHelperText sx={{ ml: 4, mt: -0.5 }}>{t(`choice.${choice}Hint`)}</FormHelperText>
            </Box>
          ))}
        </RadioGroup>
      )}
      {dynamic ? (
        <Box>
          <RuleBuilder
            subject="users"
            draft={rules.field.value}
            catalogue={catalogue}
            showProblems={showProblems}
            onChange={rules.field.onChange}
          />
          {rules.fieldState.error !== undefined && (
            <FormHelperText error role="alert">
              {fieldMessage(firstMessage(rules.fieldState.error))}
            </FormHelperText>
          )}
        </Box>
      ) : (
        <MembersField
          ids={members.field.value}
          initial={group?.memberUsers ?? []}
          error={members.fieldState.error && firstMessage(members.fieldState.error)}
          onChange={members.field.onChange}
        />
      )}
    </FormDialog>
  );
};
