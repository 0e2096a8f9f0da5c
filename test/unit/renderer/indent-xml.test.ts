import { describe, expect, it } from 'vitest';
import { indentXml } from '../../../renderer/src/lib/indent-xml.ts';

describe('a property list on screen', () => {
  it('has one element per line, indented by depth', () => {
    const text =
      '<?xml version="1.0"?><plist version="1.0"><dict><key>A</key><array/><key>B</key><string></string></dict></plist>';
    expect(indentXml(text).split('\n')).toEqual([
      '<?xml version="1.0"?>',
      '<plist version="1.0">',
      '  <dict>',
      '    <key>A</key>',
      '    <array/>',
      '    <key>B</key>',
      '    <string/>',
      '  </dict>',
      '</plist>',
    ]);
  });

  it('returns to the right depth after text that runs over several lines', () => {
    expect(indentXml('<dict><data>\nQUJD\nREVG</data><true/></dict>').split('\n')).toEqual([
      '<dict>',
      '  <data>',
      '    QUJD',
      '    REVG</data>',
      '  <true/>',
      '</dict>',
    ]);
  });
});
