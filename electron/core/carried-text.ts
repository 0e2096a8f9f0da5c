// What of a text its destinations can carry. What is typed, imported or said by a device ends up in property lists,
// mails, certificates and pages: XML has neither control characters nor half of a surrogate pair.

/** Control characters but tab and line breaks, halves of a surrogate pair, and what Unicode calls no characters. */
const uncarried = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const everyUncarried = new RegExp(uncarried, 'gu');

/** True if every destination can carry the text as it is. */
export const isCarried = (text: string): boolean => !uncarried.test(text);

/** The text without the characters that some destination cannot carry. */
export const carried = (text: string): string => (isCarried(text) ? text : text.replace(everyUncarried, ''));

const notOnOneLine = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u;

/** Line breaks and what `carried` leaves out become one blank with the blanks around them. */
export const onOneLine = (text: string): string =>
  text.replace(/[\s\p{Cc}\p{Cs}\ufffe\uffff]+/gu, (gap) => (notOnOneLine.test(gap) ? ' ' : gap)).trim();

/** The same for a text of several lines: what Word and Excel break lines with is a line break here too. */
export const onLines = (text: string): string => carried(text.replace(/[\v\f]/g, '\n'));

/** At most so many UTF-16 units of the text, and never half of a pair. */
export const cutText = (text: string, most: number): string => {
  const cut = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
};
