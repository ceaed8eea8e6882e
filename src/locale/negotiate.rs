//! Which edition fits a reader's languages: `Accept-Language` on a server, `navigator.languages` in a browser.
//!
//! One [`Table`] holds what CLDR says about the site's editions, and the same few steps read it here, in the browser
//! ([`SCRIPT`]) and in the rules written for servers:
//!
//! 1. Order the ranges by quality; equal ones stay in the order of the header (RFC 9110, 12.5.4).
//! 2. Give each range its script: its own, else its region's, else its language's (UTS 35, likely subtags).
//! 3. The edition of that language, script and region is the answer, unless a range with `q=0` that is at least as
//!    narrow excludes it. `*` is the default edition.
//! 4. If no range has one, the default edition is the answer.
//!
//! A script never stands in for the other: a reader of `zh-TW` gets no Simplified edition, but the default one. A
//! reader of another Chinese language (`yue`, `wuu`) gets written Chinese in the script of their own.

use super::likely::{self, Full};
use super::tag::{SINITIC, is_sinitic};
use super::{Locale, likely::regions};
use icu_locale::fallback::{LocaleFallbackConfig, LocaleFallbacker};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a site's editions mean to readers' languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The index of the default edition.
    pub default: usize,
    /// How many editions there are.
    pub editions: usize,
    /// What is known about each language subtag that has an edition; all keys in lower case.
    pub languages: BTreeMap<String, Language>,
}

/// A language subtag that readers may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Language {
    /// The script where neither the range nor its region says another.
    pub script: String,
    /// Other scripts, each with the regions that imply it, separated by blanks.
    pub regions: BTreeMap<String, String>,
    /// For each script that an edition has, the edition: under `""` for most regions, under a region's code for those
    /// that have a nearer one.
    pub editions: BTreeMap<String, BTreeMap<String, usize>>,
    /// For each edition that has this language, its script and region, by the edition's index.
    pub places: BTreeMap<usize, (String, String)>,
}

/// One range of `Accept-Language`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range<'a> {
    language: &'a str,
    script: Option<&'a str>,
    region: Option<&'a str>,
    /// Quality in thousandths.
    quality: u32,
}

/// The index of the edition among `available` that fits `accept_language` best; `default` if none does.
pub fn best(accept_language: &str, available: &[Locale], default: usize) -> usize {
    Table::new(available, default).best(accept_language)
}

/// The table for the browser, as JSON.
pub fn table_json(available: &[Locale], default: usize) -> String {
    serde_json::to_string(&Table::new(available, default)).expect("a table of texts and numbers is JSON")
}

/// The same steps for a browser: JavaScript that defines `yibenNegotiate(languages, table)`, for the table of
/// [`table_json`]. A test runs both on the same readers.
pub const SCRIPT: &str = include_str!("negotiate.js");

/// The cookie that holds a reader's choice of edition for servers, whose rules cannot see what a browser remembers. Names
/// of variables are made from it, so it has no hyphen.
pub const COOKIE: &str = "yiben_edition";

/// Regions that are no countries: the world, Europe, Latin America.
const AREAS: &[&str] = &["001", "150", "419"];

/// Subtags that mean a script of Chinese: Windows' old names, which follow `zh` like extended languages.
const OLD_NAMES: &[(&str, &str)] = &[("chs", "zh-Hans"), ("cht", "zh-Hant")];

impl Table {
    /// What CLDR says about `available`.
    pub fn new(available: &[Locale], default: usize) -> Self {
        let editions: Vec<_> = available.iter().map(Edition::new).collect();
        let letters = 'a'..='z';
        let two = letters.clone().flat_map(|a| letters.clone().map(move |b| format!("{a}{b}")));
        let chinese = SINITIC.iter().chain(&["cmn"]).map(|code| (*code).to_owned());
        let own = available.iter().map(|locale| locale.language().to_owned());
        let old = OLD_NAMES.iter().map(|(code, tag)| ((*code).to_owned(), (*tag).to_owned()));
        let codes = two.chain(chinese).chain(own).map(|code| (code.clone(), code)).chain(old);
        let languages = codes.filter_map(|(code, tag)| Some((code, Language::new(&tag, &editions)?))).collect();
        Self { default, editions: available.len(), languages }
    }

    /// The index of the edition that fits `accept_language` best.
    pub fn best(&self, accept_language: &str) -> usize {
        let mut ranges: Vec<_> = accept_language.split(',').filter_map(Range::read).collect();
        // The sort is stable: equal qualities keep the header's order.
        ranges.sort_by_key(|range| std::cmp::Reverse(range.quality));
        let (wanted, refused) = ranges.split_at(ranges.partition_point(|range| range.quality > 0));
        let found = wanted.iter().find_map(|range| self.edition(range, refused));
        found.unwrap_or_else(|| self.anything(refused))
    }

    fn edition(&self, range: &Range<'_>, refused: &[Range<'_>]) -> Option<usize> {
        if range.language == "*" {
            return Some(self.anything(refused));
        }
        let language = self.language(range)?;
        let places = language.editions.get(language.script_of(range))?;
        let own = range.region.and_then(|region| places.get(&region.to_ascii_uppercase()));
        let edition = *own.or_else(|| places.get(""))?;
        (!self.refuses(refused, edition, range.width())).then_some(edition)
    }

    /// The default edition, or the first that is not refused.
    fn anything(&self, refused: &[Range<'_>]) -> usize {
        let mut all = std::iter::once(self.default).chain(0..self.editions);
        all.find(|edition| !self.refuses(refused, *edition, 1)).unwrap_or(self.default)
    }

    /// Whether a range of quality 0 that is at least `width` subtags wide means `edition`.
    fn refuses(&self, refused: &[Range<'_>], edition: usize, width: usize) -> bool {
        refused.iter().filter(|range| range.width() >= width).any(|range| {
            let Some(language) = self.language(range) else { return false };
            let Some((script, region)) = language.places.get(&edition) else { return false };
            let same_region = range.region.is_none_or(|own| own.eq_ignore_ascii_case(region));
            range.width() == 1 || (language.script_of(range).eq_ignore_ascii_case(script) && same_region)
        })
    }

    fn language(&self, range: &Range<'_>) -> Option<&Language> {
        self.languages.get(&range.language.to_ascii_lowercase())
    }
}

impl Language {
    /// What is known about `tag` for the given editions; `None` if it has no edition.
    fn new(tag: &str, editions: &[Edition]) -> Option<Self> {
        let id = likely::canonical(tag)?;
        let mut own = likely::full(&id);
        if own.script.is_empty() && is_sinitic(&own.language) {
            own.script = "Hans".to_owned();
        }
        if !editions.iter().any(|edition| edition.is_for(&own.language)) {
            return None;
        }
        let mut language = Self {
            script: own.script.clone(),
            regions: BTreeMap::new(),
            editions: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        for (at, edition) in editions.iter().enumerate().filter(|(_, edition)| edition.is_for(&own.language)) {
            language.places.insert(at, (edition.script.clone(), edition.full_region.clone()));
            if !language.editions.contains_key(&edition.script) {
                let places = nearest_by_region(&own.language, &edition.script, editions);
                language.editions.insert(edition.script.clone(), places);
            }
        }
        if id.script.is_some() {
            return Some(language);
        }
        for region in regions() {
            let script = script_in(&own, region);
            if script != language.script {
                let list: &mut String = language.regions.entry(script).or_default();
                list.push_str(if list.is_empty() { "" } else { " " });
                list.push_str(region);
            }
        }
        Some(language)
    }

    fn script_of<'a>(&'a self, range: &Range<'a>) -> &'a str {
        if let Some(script) = range.script {
            let known = self.editions.keys().find(|known| known.eq_ignore_ascii_case(script));
            return known.map_or(script, String::as_str);
        }
        let implied = range.region.and_then(|region| {
            let has = |list: &str| list.split(' ').any(|known| known.eq_ignore_ascii_case(region));
            self.regions.iter().find(|(_, list)| has(list)).map(|(script, _)| script.as_str())
        });
        implied.unwrap_or(&self.script)
    }
}

/// What is known about one edition.
struct Edition {
    tag: String,
    language: String,
    script: String,
    /// The region that its tag says; empty if none.
    region: String,
    /// The region that its tag says or implies.
    full_region: String,
    parents: Vec<String>,
}

impl Edition {
    fn new(locale: &Locale) -> Self {
        let Full { language, script, region: full_region } = locale.full();
        let region = locale.id().region.map(|region| region.as_str().to_owned()).unwrap_or_default();
        let parents = parents(&language, &script, &region);
        Self { tag: locale.to_string(), language, script, region, full_region, parents }
    }

    /// Whether readers of `language` read it: it is in that language, or both are Chinese and it is written Chinese.
    fn is_for(&self, language: &str) -> bool {
        self.language == language || (is_sinitic(language) && self.language == "zh")
    }
}

/// The script of `own` in `region`. CLDR says little about the smaller Chinese languages: where Chinese itself is written
/// in Traditional characters, so are they.
fn script_in(own: &Full, region: &str) -> String {
    match likely::script_in(&own.language, region) {
        said if !said.is_empty() && said != own.script => said,
        _ if is_sinitic(&own.language) && likely::script_in("zh", region) == "Hant" => "Hant".to_owned(),
        _ => own.script.clone(),
    }
}

/// For readers of `language` in `script`: the nearest edition, and the regions that have a nearer one.
fn nearest_by_region(language: &str, script: &str, editions: &[Edition]) -> BTreeMap<String, usize> {
    let usual =
        likely::canonical(&format!("{language}-{script}")).map_or_else(String::new, |id| likely::full(&id).region);
    let mut places = BTreeMap::new();
    let anywhere = nearest(language, script, "", &usual, editions);
    places.extend(anywhere.map(|edition| (String::new(), edition)));
    if editions.iter().filter(|edition| edition.is_for(language) && edition.script == script).count() < 2 {
        return places;
    }
    for region in regions().chain(AREAS.iter().copied()) {
        let edition = nearest(language, script, region, &usual, editions);
        if edition != anywhere {
            places.extend(edition.map(|edition| (region.to_owned(), edition)));
        }
    }
    places
}

/// The nearest edition to a reader of `language` in `script`, who is in `region` or has not said where; `usual` is the
/// region where most such readers are.
fn nearest(language: &str, script: &str, region: &str, usual: &str, editions: &[Edition]) -> Option<usize> {
    let fitting =
        editions.iter().enumerate().filter(|(_, edition)| edition.is_for(language) && edition.script == script);
    let ranked = fitting.map(|(at, edition)| {
        let is_own = edition.language == language;
        // A reader of Cantonese who names no region is in Hong Kong.
        let region = if region.is_empty() && !is_own { usual } else { region };
        let reader = parents(&edition.language, script, region);
        let steps = reader.iter().position(|step| edition.parents.contains(step)).unwrap_or(reader.len());
        let rank = (!is_own, steps, !edition.region.is_empty(), edition.region != usual, &edition.tag);
        (rank, at)
    });
    ranked.min().map(|(_, at)| at)
}

/// A locale and those above it in CLDR's parent locales: Australia's is the English of the world, Angola's Portugal.
fn parents(language: &str, script: &str, region: &str) -> Vec<String> {
    let tag = if region.is_empty() { format!("{language}-{script}") } else { format!("{language}-{script}-{region}") };
    let Ok(locale) = tag.parse::<icu_locale::Locale>() else { return Vec::new() };
    let fallbacker = LocaleFallbacker::new();
    let mut steps = fallbacker.for_config(LocaleFallbackConfig::default()).fallback_for((&locale).into());
    let mut parents = Vec::new();
    while !steps.get().is_unknown() {
        parents.push(steps.get().to_string());
        // CLDR's parent of Macau is Hong Kong. ICU4X drops the script that the entry is found by, and misses it.
        if tag == "zh-Hant-MO" && parents.len() == 1 {
            parents.push("zh-HK".to_owned());
        }
        steps.step();
    }
    parents
}

impl<'a> Range<'a> {
    /// Reads `zh-Hant-TW;q=0.8`; what is no range is left out.
    fn read(text: &'a str) -> Option<Self> {
        let mut parameters = text.split(';').map(str::trim);
        let tag = parameters.next()?;
        let quality = parameters.find_map(|one| one.strip_prefix("q=").or_else(|| one.strip_prefix("Q=")));
        let quality = quality.map_or(Some(1000), thousandths)?;
        let mut parts = tag.split(['-', '_']).peekable();
        let mut language = parts.next().filter(|language| !language.is_empty())?;
        let is_letters = |part: &&str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_alphabetic());
        if let Some(extended) = parts.next_if(|part| is_letters(part, 3)) {
            language = extended;
        }
        let script = parts.next_if(|part| is_letters(part, 4));
        let is_region =
            |part: &&str| is_letters(part, 2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
        let region = parts.next_if(is_region);
        Some(Self { language, script, region, quality })
    }

    /// How many subtags it gives.
    fn width(&self) -> usize {
        1 + usize::from(self.script.is_some()) + usize::from(self.region.is_some())
    }
}

/// A quality in thousandths: `1`, `0.8`, `0.123`.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if !matches!(whole, "0" | "1") || rest.len() > 3 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let rest: u32 = format!("{rest:0<3}").parse().ok()?;
    Some((whole.parse::<u32>().ok()? * 1000 + rest).min(1000))
}
