// A text with marked parts: `<code>…</code>` or `<time/>` in the text becomes the element that is given for it.
import type { ReactElement } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { TextValues } from '@shared/locales/text-keys.ts';
import type { Area, TextKey } from '../lib/texts.ts';

interface Props<A extends Area> {
  readonly area: A;
  readonly text: TextKey<A>;
  readonly parts: Readonly<Record<string, ReactElement>>;
  readonly values?: TextValues;
}

export const RichText = <A extends Area>({ area, text, parts, values }: Props<A>) => {
  const { t } = useTranslation(area);
  // The union of all keys is too much for the types of the library.
  const key: string = text;
  return (
    <Trans
      t={t}
      i18nKey={key}
      components={parts}
      values={values}
      {...(typeof values?.count === 'number' ? { count: values.count } : {})}
    />
  );
};
