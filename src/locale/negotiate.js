// Which edition fits a reader's languages: the steps of `locale::negotiate`, on the table that it writes.
// `languages` is `navigator.languages` or an `Accept-Language` header; gives the index of an edition.
const yibenNegotiate = (languages, table) => {
  const same = (a, b) => a.toLowerCase() === b.toLowerCase();
  const read = (text) => {
    const [tag, ...parameters] = text.split(";").map((part) => part.trim());
    const given = parameters.find((one) => /^q=/i.test(one));
    if (!tag || (given && !/^q=[01](\.\d{0,3})?$/i.test(given))) return [];
    const quality = given ? Math.min(1, Number(given.slice(2))) : 1;
    const parts = tag.split(/[-_]/);
    let language = parts.shift();
    if (!language) return [];
    if (/^[a-z]{3}$/i.test(parts[0] || "")) language = parts.shift();
    const script = /^[a-z]{4}$/i.test(parts[0] || "") ? parts.shift() : "";
    const region = /^([a-z]{2}|\d{3})$/i.test(parts[0] || "") ? parts.shift() : "";
    const width = 1 + (script ? 1 : 0) + (region ? 1 : 0);
    return [{ language: language.toLowerCase(), script, region: region.toUpperCase(), quality, width }];
  };
  const scriptOf = (known, range) => {
    if (range.script) return Object.keys(known.editions).find((script) => same(script, range.script)) || range.script;
    const implied = Object.entries(known.regions).find(([, list]) => list.split(" ").includes(range.region));
    return implied ? implied[0] : known.script;
  };
  const known = (range) => (Object.hasOwn(table.languages, range.language) ? table.languages[range.language] : null);
  const list = typeof languages === "string" ? languages.split(",") : languages;
  const ranges = list.flatMap(read).sort((a, b) => b.quality - a.quality);
  const refused = ranges.filter((range) => range.quality === 0);
  const refuses = (edition, width) => refused.some((range) => {
    const language = known(range);
    const place = language && language.places[edition];
    if (!place || range.width < width) return false;
    const sameRegion = !range.region || same(range.region, place[1]);
    return range.width === 1 || (same(scriptOf(language, range), place[0]) && sameRegion);
  });
  const anything = () => {
    const all = [table.default, ...Array(table.editions).keys()];
    const free = all.find((edition) => !refuses(edition, 1));
    return free === undefined ? table.default : free;
  };
  for (const range of ranges.filter((one) => one.quality > 0)) {
    if (range.language === "*") return anything();
    const language = known(range);
    const places = language && language.editions[scriptOf(language, range)];
    if (!places) continue;
    const edition = Object.hasOwn(places, range.region) ? places[range.region] : places[""];
    if (edition !== undefined && !refuses(edition, range.width)) return edition;
  }
  return anything();
};
