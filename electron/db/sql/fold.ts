// Texts made alike, letter by letter, as shared/model/fold.ts and shared/model/search-text.ts make them in memory.
import { sql, type RawBuilder } from 'kysely';

type Value = RawBuilder<unknown>;

/** The text is named once, because parameters are limited. */
const letterByLetter = (
  text: Value,
  how: { readonly other: string; readonly letters: string; readonly plain: Value },
): RawBuilder<string> => sql<string>`(select case
  when whole.text glob ${sql.lit(how.other)} then (
    select group_concat(coalesce(f.folded, substr(whole.text, p.n, 1)), '' order by p.n) from text_positions p
    left join ${sql.ref(how.letters)} f on f.letter = substr(whole.text, p.n, 1) where p.n <= length(whole.text))
  else ${how.plain} end
  from (select ${text} as text) whole)`;

/** A text column or expression as `fold` makes it: of one with other letters than ASCII the first 2,000. */
export const foldSql = (text: Value): RawBuilder<string> =>
  letterByLetter(text, {
    other: '*[^ -~]*',
    letters: 'folded_letters',
    plain: sql`lower(substr(whole.text, 1, 2000))`,
  });

/** A text as `searchText` makes it, of one with other letters than ASCII the first 2,000. */
export const searchTextSql = (text: Value): RawBuilder<string> =>
  letterByLetter(text, { other: '*[^ !#-_a-~]*', letters: 'search_letters', plain: sql`lower(whole.text)` });
