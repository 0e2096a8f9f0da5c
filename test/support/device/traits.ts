// What the simulated models are: names, builds, capacities, user agents. Plausible, not exhaustive.
export type DeviceKind = 'iPhone' | 'iPad' | 'Mac';

export interface Traits {
  readonly kind: DeviceKind;
  /** Such as `iPhone15,3`. */
  readonly productName: string;
  readonly modelName: string;
  readonly model: string;
  readonly modelNumber: string;
  readonly osVersion: string;
  readonly build: string;
  readonly capacityGb: number;
}

const models: Readonly<Record<DeviceKind, Omit<Traits, 'kind' | 'osVersion' | 'build'>>> = {
  iPhone: { productName: 'iPhone15,2', modelName: 'iPhone', model: 'MQ0G3', modelNumber: 'MQ0G3LL/A', capacityGb: 128 },
  iPad: { productName: 'iPad13,18', modelName: 'iPad', model: 'MPQ03', modelNumber: 'MPQ03LL/A', capacityGb: 64 },
  Mac: {
    productName: 'Mac14,2',
    modelName: 'MacBook Air',
    model: 'Mac14,2',
    modelNumber: 'MLXW3LL/A',
    capacityGb: 494.38,
  },
};

const builds: Readonly<Record<string, string>> = {
  'ios 13': '17A577',
  'ios 14': '18A373',
  'ios 15': '19A346',
  'ios 16': '20A362',
  'ios 17': '21F79',
  'ios 18': '22B83',
  'ios 26': '23A341',
  'macos 10': '19H15',
  'macos 11': '20A2411',
  'macos 12': '21A559',
  'macos 13': '22A380',
  'macos 14': '23F79',
  'macos 15': '24B83',
  'macos 26': '25A354',
};

/** Traits of a kind at an OS version; iPhones and iPads default to 18.1, Macs to 15.1. */
export const traitsOf = (kind: DeviceKind, osVersion = kind === 'Mac' ? '15.1' : '18.1'): Traits => {
  const major = osVersion.split('.')[0] ?? '';
  return { kind, ...models[kind], osVersion, build: builds[`${kind === 'Mac' ? 'macos' : 'ios'} ${major}`] ?? '22B83' };
};

/** True when a version such as 17.4.1 is at least `floor`. */
export const isAtLeast = (version: string, floor: string): boolean => {
  const wanted = floor.split('.').map(Number);
  const actual = version.split('.').map(Number);
  for (const [index, part] of wanted.entries()) {
    const own = actual[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
};

/** True when the system is at least the iOS version, or the macOS version for a Mac. */
export const systemIsAtLeast = (traits: Traits, ios: string, macos: string): boolean =>
  isAtLeast(traits.osVersion, traits.kind === 'Mac' ? macos : ios);

/** What Safari sends. An iPad asks for desktop pages and therefore looks like a Mac. */
export const safariUserAgent = ({ kind, osVersion }: Traits): string => {
  if (kind === 'iPhone') {
    const system = osVersion.replaceAll('.', '_');
    return `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${osVersion} Mobile/15E148 Safari/604.1`;
  }
  const macMajor = Number(osVersion.split('.')[0]);
  const safari = kind === 'iPad' || macMajor >= 26 ? osVersion : `${String(macMajor + 3)}.0`;
  return `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${safari} Safari/605.1.15`;
};
