/**
 * The fields of one line of comma-separated values; null where quotes are out of place
 * (github.com/tonistiigi/go-csvvalue, with which BuildKit reads `--mount` and `--device`).
 */
export function splitCsv(value: string): readonly string[] | null {
  const line = value.replace(/\r?\n$/, '');
  if (line === '') return null;
  const fields: string[] = [];
  let pos = 0;
  for (;;) {
    if (line[pos] !== '"') {
      const comma = line.indexOf(',', pos);
      const field = line.slice(pos, comma === -1 ? undefined : comma);
      if (field.includes('"')) return null;
      fields.push(field);
      if (comma === -1) return fields;
      pos = comma + 1;
      continue;
    }
    let field = '';
    for (;;) {
      const quote = line.indexOf('"', pos + 1);
      if (quote === -1) return null;
      field += line.slice(pos + 1, quote);
      pos = quote + 1;
      if (line[pos] !== '"') break;
      field += '"';
    }
    fields.push(field);
    if (pos === line.length) return fields;
    if (line[pos] !== ',') return null;
    pos += 1;
  }
}
