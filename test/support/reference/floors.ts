// The floors of the core as the boundary rules have them, and docs/floors.svg, which draws them as a house.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

const floorsFile = z.object({
  floors: z
    .array(
      z
        .array(
          z.object({
            folder: z.string(),
            holds: z.string(),
            /** Folders of the same floor that this one may import. */
            beside: z.array(z.string()).default([]),
          }),
        )
        .min(1),
    )
    .min(1),
});

export type Floor = z.infer<typeof floorsFile>['floors'][number];

/** From the ground up. `root` is the folder of the project. */
export const readFloors = (root: string): readonly Floor[] =>
  floorsFile.parse(createRequire(join(root, 'package.json'))('./floors.cjs')).floors;

const width = 860;
const margin = 20;
const numbers = 40;
const height = 44;
const gap = 6;
const roof = 70;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const nameOf = (folder: string): string => `${folder.replace(/^electron\//, '')}/`;

const room = (folder: string, holds: string, x: number, y: number, wide: number): string =>
  [
    `<g><title>${escape(holds)}</title>`,
    `<rect class="room" x="${x.toFixed(1)}" y="${String(y)}" width="${wide.toFixed(1)}" height="${String(height)}" rx="4"/>`,
    `<text class="name" x="${(x + wide / 2).toFixed(1)}" y="${String(y + height / 2 + 5)}">${escape(nameOf(folder))}</text></g>`,
  ].join('\n');

const floorAt = (floor: Floor, number: number, y: number): string => {
  const inner = width - 2 * margin - numbers;
  const wide = (inner - gap * (floor.length - 1)) / floor.length;
  const rooms = floor.map(({ folder, holds }, at) =>
    room(folder, holds, margin + numbers + at * (wide + gap), y, wide),
  );
  return [
    `<text class="number" x="${String(margin + numbers - 12)}" y="${String(y + height / 2 + 5)}">${String(number)}</text>`,
    ...rooms,
  ].join('\n');
};

/** The picture, with colours for light and dark pages. */
export const floorsPicture = (floors: readonly Floor[]): string => {
  const total = margin * 2 + roof + floors.length * (height + gap);
  const left = margin + numbers;
  const right = width - margin;
  const drawn = floors.map((floor, at) =>
    floorAt(floor, at + 1, margin + roof + (floors.length - 1 - at) * (height + gap)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(total)}" role="img" aria-label="The floors of the core, the lowest at the bottom">
<style>
.room { fill: #f4e6d6; stroke: #9a4f26; }
.roof { fill: #9a4f26; }
.name { fill: #33241b; font: 15px ui-monospace, monospace; text-anchor: middle; }
.entries { fill: #fbf6ee; font: 15px ui-monospace, monospace; text-anchor: middle; }
.number { fill: #9a4f26; font: 15px system-ui, sans-serif; text-anchor: end; }
@media (prefers-color-scheme: dark) {
.room { fill: #3a2c24; stroke: #e0a070; }
.name { fill: #f1e7dc; }
.number { fill: #e0a070; }
}
</style>
<path class="roof" d="M ${String(left)} ${String(margin + roof - gap)} L ${String((left + right) / 2)} ${String(margin)} L ${String(right)} ${String(margin + roof - gap)} Z"/>
<text class="entries" x="${String((left + right) / 2)}" y="${String(margin + roof - 18)}">main.ts  headless.ts  cli.ts  shell/</text>
${drawn.reverse().join('\n')}
</svg>
`;
};
