// Makes a property list readable on screen; what is copied stays as the device sent it.

const opens = (line: string): boolean => /^<[^/?!]/.test(line) && !line.endsWith('/>') && !line.includes('</');

/** One element per line, two spaces per level. Text that is no XML comes back line by line. */
export const indentXml = (text: string): string => {
  const lines = text
    .replace(/<(\w+)>\s*<\/\1>/g, '<$1/>')
    .replace(/>\s*</g, '>\n<')
    .split('\n');
  const shown: string[] = [];
  let level = 0;
  for (const line of lines.map((part) => part.trim()).filter((part) => part !== '')) {
    if (line.startsWith('</')) level = Math.max(0, level - 1);
    shown.push('  '.repeat(level) + line);
    if (opens(line)) level += 1;
    else if (!line.startsWith('<') && line.includes('</')) level = Math.max(0, level - 1);
  }
  return shown.join('\n');
};
