// SQL that only SQLite speaks, or speaks like this. Words that English has as well count beside a sign of SQL.
const dialect =
  /\b(?:json_?\w*|instr|group_concat|hex|unhex|glob|printf|ifnull|iif|strftime|julianday|unixepoch|randomblob|typeof)\(|->>|\bglob '|\browid\b|\bcollate (?:nocase|rtrim|binary)\b|\binsert or \w+ into\b|\bupdate or \w+ \w+ set\b|\breplace into\b/i;

/** The first piece of it in a text; undefined without any. */
export const dialectIn = (text) => dialect.exec(text)?.[0];
