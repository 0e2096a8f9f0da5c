// How the console looks to the admin of this computer.
import { z } from 'zod';
import { languages } from '../../locales/text-keys.ts';
import { fieldKey } from '../field-texts.ts';
import { done, method, nothing } from '../method.ts';

/** `system` follows the language of the operating system. */
export const languageChoices = ['system', ...languages] as const;
export const languageChoiceSchema = z.enum(languageChoices);
export type LanguageChoice = z.infer<typeof languageChoiceSchema>;

/** `system` follows the operating system. */
export const appearances = ['system', 'light', 'dark'] as const;
export const appearanceSchema = z.enum(appearances);
export type Appearance = z.infer<typeof appearanceSchema>;

const columnChoice = z.strictObject({
  id: z.string().min(1).max(100),
  visible: z.boolean(),
  /** Pixels; absent until the person dragged the border. */
  width: z.number().min(1).max(10_000).optional(),
});
export type ColumnChoice = z.infer<typeof columnChoice>;

export const viewName = z.string().trim().min(1, fieldKey('fields.required')).max(60);
/** More are no help any more. */
export const maxListViews = 30;

/** A list as the admin wants to find it again. */
const listView = z.strictObject({
  name: viewName,
  /** Search, filters and order as the search part of the console's address. */
  address: z.string().max(8000),
  columns: z.array(columnChoice).max(200),
});
export type ListView = z.infer<typeof listView>;

/** How one list is arranged. Columns and filters that do not exist any more do no harm. */
const listArrangement = z.strictObject({
  /** In their order; empty: as the list comes. */
  columns: z.array(columnChoice).max(200),
  hiddenFilters: z.array(z.string().min(1).max(100)).max(100),
  views: z.array(listView).max(maxListViews).default([]),
});
export type ListArrangement = z.infer<typeof listArrangement>;

const listId = z.string().min(1).max(100);
/** By list. */
export const listArrangementsSchema = z.record(listId, listArrangement);

export const preferencesApi = {
  'preferences.get': method(
    'How the admin wants the console to look.',
    nothing,
    z.strictObject({ language: languageChoiceSchema, appearance: appearanceSchema, lists: listArrangementsSchema }),
    { reads: ['preferences'] },
  ),
  'preferences.setLanguage': method(
    'Keeps the language of the console.',
    z.strictObject({ language: languageChoiceSchema }),
    done,
  ),
  'preferences.setAppearance': method(
    'Keeps whether the console is light or dark.',
    z.strictObject({ appearance: appearanceSchema }),
    done,
  ),
  'preferences.arrangeList': method(
    'Keeps which columns, filters and named views a list of the console has.',
    listArrangement.extend({ listId }),
    done,
  ),
};
