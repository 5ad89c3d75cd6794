/** Account names as they really come: several scripts, quotes, ampersands. With the stem of their domain. */
export const COMPANIES: readonly (readonly [name: string, stem: string])[] = [
  ['Northwind Freight', 'northwind'],
  ['Ångström Optik AB', 'angstrom'],
  ['株式会社さくら物流', 'sakura'],
  ['Żubr Energia S.A.', 'zubr'],
  ['O’Hara & Söhne GmbH', 'ohara'],
  ['مكتبة النور', 'alnoor'],
  ['Bright Harbor Health', 'brightharbor'],
  ['Crème & Cacao SARL', 'cremecacao'],
  ['Łódź Logistics', 'lodzlogistics'],
  ['Ferrovia Norte', 'ferrovianorte'],
  ['Θάλασσα Shipping', 'thalassa'],
  ['Quarry Lane Foods', 'quarrylane'],
  ['Ørsund Maritim', 'orsund'],
  ['한빛소프트웨어', 'hanbit'],
  ['Silva e Irmãos', 'silvairmaos'],
  ['Red Maple Credit Union', 'redmaple'],
  ['Дельта Приборы', 'deltapribory'],
  ['Tundra Outfitters', 'tundra'],
  ['Müller-Lüdenscheid AG', 'muellerl'],
  ['Kestrel Analytics', 'kestrel'],
  ['上海明德科技', 'mingde'],
  ['Garonne Vignobles', 'garonne'],
  ['Blue Fjord Insurance', 'bluefjord'],
  ['Ñandú Viajes', 'nandu'],
  ['Copperfield Press', 'copperfield'],
  ['Yıldız Tekstil', 'yildiz'],
  ['Aloha Pacific Resorts', 'alohapacific'],
  ['Čapek Robotika', 'capek'],
  ['Granite Peak Schools', 'granitepeak'],
  ['हिमालय सेवा', 'himalaya'],
  ['Elm & Ivy Architects', 'elmivy'],
  ['Värmland Trä', 'varmland'],
  ['Lighthouse Credit Partners', 'lighthousecredit'],
  ['Señorial Café', 'senorial'],
  ['Zephyr Wind Power', 'zephyr'],
  ['Brouwer & Zn. B.V.', 'brouwer'],
];

export const SUFFIXES = ['Labs', 'Group'] as const;

export const GIVEN = [
  ['Amélie', 'amelie'],
  ['Björn', 'bjorn'],
  ['Chidi', 'chidi'],
  ['Daria', 'daria'],
  ['Eoin', 'eoin'],
  ['Fatima', 'fatima'],
  ['Giulia', 'giulia'],
  ['Haruto', 'haruto'],
  ['Ines', 'ines'],
  ['José', 'jose'],
  ['Katarzyna', 'katarzyna'],
  ['Liam', 'liam'],
] as const;

export const FAMILY = [
  ['Nguyễn', 'nguyen'],
  ['Østergaard', 'ostergaard'],
  ['Papadopoulos', 'papadopoulos'],
  ['Quispe', 'quispe'],
  ['Rossi', 'rossi'],
  ['Škoda', 'skoda'],
  ['Tanaka', 'tanaka'],
  ['Ünal', 'unal'],
  ['Vargas', 'vargas'],
  ['Wójcik', 'wojcik'],
  ['O’Neill', 'oneill'],
  ['Adeyemi', 'adeyemi'],
] as const;

export const TITLES = [
  'Chief Financial Officer',
  'Head of Operations',
  'IT Director',
  'Procurement Lead',
  'Product Manager',
  'General Counsel',
  'Support Team Lead',
  'Data Analyst',
] as const;

/** The company's own people: account owners and customer success managers. */
export const OWNERS = ['maya.chen', 'tomas.riva', 'priya.nair', 'owen.clarke'] as const;
export const CSMS = ['lena.fischer', 'sam.okafor', 'rosa.medina'] as const;

export function ownAddress(person: string): string {
  return `${person}@dws.example`;
}
