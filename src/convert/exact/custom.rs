//! A site's own OpenCC configuration: a `.json` file that names `.txt` dictionaries.

mod json;

use super::builtin::TEXTS;
use super::compile::layout::Layout;
use super::compile::lexicon::Lexicon;
use super::compile::rules::{Group, Pipeline};
use super::compile::{Compiler, simple_normalization};
use super::data::Data;
use super::engine::Engine;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::text::decode;
use crate::source::{Files, RelPath, Span};
use json::Json;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The most bytes that a configuration or a dictionary may have.
const LIMIT: u64 = 64 << 20;

/// How deep groups may stand in groups.
const DEPTH: usize = 50;

/// Reads configurations and dictionaries, and collects what is wrong with them.
struct Reader<'f> {
    files: &'f Files,
    config: &'f RelPath,
    lexicons: BTreeMap<String, Rc<Lexicon>>,
    found: Vec<Diagnostic>,
}

impl Engine {
    /// An engine by a configuration of the site's own. Dictionaries are looked for beside it, then among OpenCC's own.
    /// Findings that are errors come without an engine.
    pub fn from_files(files: &Files, config: &RelPath) -> (Option<Self>, Vec<Diagnostic>) {
        let mut reader = Reader { files, config, lexicons: BTreeMap::new(), found: Vec::new() };
        let pipeline = reader.pipeline();
        if !reader.found.is_empty() {
            return (None, reader.found);
        }
        let engine = pipeline.and_then(|pipeline| match compile(&pipeline) {
            Ok((layout, data)) => Some(Self::compiled(layout, data)),
            Err(message) => {
                reader.problem(Code::ConfigValue, message);
                None
            }
        });
        (engine, reader.found)
    }
}

/// Tables for one pipeline.
fn compile(pipeline: &Pipeline) -> Result<(Layout, Data), String> {
    let stages = || pipeline.segmentation.iter().chain(&pipeline.chain);
    let mut normal = simple_normalization(&pipeline.normalization).unwrap_or_default();
    let texts = stages().flat_map(Group::resolve);
    let mut texts = texts.flat_map(|(key, value)| [key, value]);
    // A dictionary that itself knows variants needs normalization as a stage of its own.
    if texts.any(|text| text.contains(|character| normal.contains_key(&character))) {
        normal.clear();
    }
    let before = pipeline.normalization.iter().filter(|_| normal.is_empty());
    let groups: Vec<&Group> = stages().chain(before).collect();
    let mut compiler = Compiler::new(&groups, normal)?;
    let layout = compiler.family(std::slice::from_ref(pipeline)).remove(0);
    let (units, store) = compiler.finish();
    Ok((layout, Data::compiled(store.bytes, store.pool, units)))
}

impl Reader<'_> {
    fn problem(&mut self, code: Code, message: impl Into<String>) {
        self.found.push(Diagnostic::new(code, self.config, message));
    }

    fn read(&mut self, path: &RelPath) -> Option<String> {
        let bytes = match self.files.read(path, LIMIT) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.found.push(Diagnostic::new(Code::Unreadable, path, error.to_string()));
                return None;
            }
        };
        match decode(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                self.found.push(Diagnostic::not_utf8(path, &error));
                None
            }
        }
    }

    fn pipeline(&mut self) -> Option<Pipeline> {
        let config = self.config;
        let text = self.read(config)?;
        let json = match Json::read(&text) {
            Ok(json) => json,
            Err(error) => {
                let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
                let at = text.floor_char_boundary(line + error.column().saturating_sub(1));
                let finding = Diagnostic::new(Code::ConfigSyntax, config, format!("not JSON: {error}"));
                self.found.push(finding.at(Span::new(at, at)));
                return None;
            }
        };
        if json.members().is_none() {
            self.problem(Code::ConfigValue, "an OpenCC configuration is an object");
            return None;
        }
        let normalization = match json.get("normalization") {
            None => Vec::new(),
            Some(stages) => self.stages("normalization", stages),
        };
        let segmentation = json.get("segmentation").and_then(|value| self.segmentation(value));
        let chain = match json.get("conversion_chain") {
            None => {
                self.problem(Code::ConfigValue, "`conversion_chain` is missing");
                Vec::new()
            }
            Some(stages) => self.stages("conversion_chain", stages),
        };
        Some(Pipeline { normalization, segmentation, chain })
    }

    fn segmentation(&mut self, value: &Json) -> Option<Group> {
        match value.get("type").and_then(Json::text) {
            Some("mmseg") => {
                let group = self.dict(value.get("dict"), "segmentation", DEPTH)?;
                if group.resolve().is_empty() {
                    self.problem(Code::ConfigValue, "the dictionary of `segmentation` is empty");
                }
                Some(group)
            }
            Some(other) => {
                self.problem(
                    Code::ConfigValue,
                    format!("segmentation of type `{other}` is not supported, only `mmseg`"),
                );
                None
            }
            None => {
                self.problem(Code::ConfigValue, "`segmentation` has no `type`");
                None
            }
        }
    }

    fn stages(&mut self, name: &str, value: &Json) -> Vec<Group> {
        let Some(stages) = value.list() else {
            self.problem(Code::ConfigValue, format!("`{name}` must be a list"));
            return Vec::new();
        };
        stages.iter().filter_map(|stage| self.dict(stage.get("dict"), name, DEPTH)).collect()
    }

    fn dict(&mut self, value: Option<&Json>, place: &str, depth: usize) -> Option<Group> {
        let Some(value) = value.filter(|value| value.members().is_some()) else {
            self.problem(Code::ConfigValue, format!("a stage of `{place}` has no `dict`"));
            return None;
        };
        let Some(kind) = value.get("type").and_then(Json::text) else {
            self.problem(Code::ConfigValue, format!("a dictionary of `{place}` has no `type`"));
            return None;
        };
        match kind {
            "group" if depth == 0 => {
                self.problem(Code::ConfigValue, format!("groups of `{place}` are nested too deep"));
                None
            }
            "group" => self.group(value, place, depth - 1),
            "text" | "ocd2" | "ocd" => match value.get("file").and_then(Json::text) {
                Some(file) => self.lexicon(file, kind).map(Group::Leaf),
                None => {
                    self.problem(Code::ConfigValue, format!("a dictionary of `{place}` has no `file`"));
                    None
                }
            },
            "inline" => self.inline(value, place),
            other => {
                self.problem(Code::ConfigValue, format!("a dictionary of type `{other}` is not supported"));
                None
            }
        }
    }

    /// A dictionary that stands in the configuration itself: each key with its one value.
    fn inline(&mut self, value: &Json, place: &str) -> Option<Group> {
        let Some(members) = value.get("entries").and_then(Json::members) else {
            self.problem(Code::ConfigValue, format!("an inline dictionary of `{place}` has no `entries`"));
            return None;
        };
        let (mut lexicon, mut keys) = (Lexicon::default(), BTreeSet::new());
        for (key, value) in members {
            match value.text().filter(|value| !value.is_empty() && !key.is_empty()) {
                Some(value) if keys.insert(key) => lexicon.entries.push((key.clone(), vec![value.to_owned()])),
                Some(_) => self.problem(Code::ConfigValue, format!("`{key}` stands twice in an inline dictionary")),
                None => {
                    let message =
                        format!("`{key}` of an inline dictionary needs a key and a text, neither of them empty");
                    self.problem(Code::ConfigValue, message);
                }
            }
        }
        Some(Group::Leaf(Rc::new(lexicon)))
    }

    fn group(&mut self, value: &Json, place: &str, depth: usize) -> Option<Group> {
        let Some(members) = value.get("dicts").and_then(Json::list) else {
            self.problem(Code::ConfigValue, format!("a group of `{place}` has no `dicts`"));
            return None;
        };
        let members: Vec<Group> = members.iter().filter_map(|member| self.dict(Some(member), place, depth)).collect();
        match value.get("match_policy").map(|policy| policy.text().unwrap_or_default()) {
            None | Some("short_circuit") => Some(Group::ShortCircuit(members)),
            Some("union") => Some(Group::Union(members)),
            Some(other) => {
                self.problem(Code::ConfigValue, format!("`match_policy` is `short_circuit` or `union`, not `{other}`"));
                None
            }
        }
    }

    fn lexicon(&mut self, file: &str, kind: &str) -> Option<Rc<Lexicon>> {
        if let Some(known) = self.lexicons.get(file) {
            return Some(Rc::clone(known));
        }
        let lexicon = Rc::new(self.load(file, kind)?);
        self.lexicons.insert(file.to_owned(), Rc::clone(&lexicon));
        Some(lexicon)
    }

    fn load(&mut self, file: &str, kind: &str) -> Option<Lexicon> {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let own = TEXTS.iter().find(|(name, _)| *name == stem).map(|(_, text)| *text);
        // A site's root is its own folder, as in links.
        let folder = if file.starts_with('/') { RelPath::root() } else { self.config.parent() };
        let path = folder.join(file);
        let beside = path.as_ref().is_ok_and(|path| self.files.is_file(path));
        if let Some(text) = own.filter(|_| !beside || kind != "text") {
            return Some(Lexicon::parse(text).0);
        }
        if kind != "text" {
            let message = format!("`{file}` is a compiled dictionary, which is not supported");
            let finding = Diagnostic::new(Code::ConfigValue, self.config, message);
            self.found.push(finding.help("name its source with `\"type\": \"text\"` and a `.txt` file"));
            return None;
        }
        let Ok(path) = path else {
            self.problem(Code::ConfigValue, format!("the dictionary `{file}` does not lie beside the configuration"));
            return None;
        };
        let text = self.read(&path)?;
        let (lexicon, errors) = Lexicon::parse(&text);
        for error in errors {
            let finding = Diagnostic::new(Code::ConfigSyntax, &path, error.problem);
            self.found.push(finding.at(Span::new(error.start, error.end)));
        }
        let mut keys = BTreeSet::new();
        if let Some((key, _)) = lexicon.entries.iter().find(|(key, _)| !keys.insert(key.as_str())) {
            let entry = format!("{key}\t");
            let places = text.match_indices(&entry).map(|(at, _)| at);
            let second = places.filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n').nth(1);
            let message = format!("`{key}` stands twice in the dictionary");
            let mut finding = Diagnostic::new(Code::ConfigSyntax, &path, message);
            finding.place.span = second.map(|at| Span::new(at, at + key.len()));
            self.found.push(finding.help("a key has one line, with all its values"));
        }
        Some(lexicon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine(files: &[(&str, &str)]) -> (Option<Engine>, Vec<Diagnostic>) {
        let files = Files::memory(files.iter().copied());
        Engine::from_files(&files, &RelPath::new("own/my.json").unwrap())
    }

    #[test]
    fn what_opencc_accepts_is_accepted() {
        let convert = |config: &str| {
            let (engine, found) = engine(&[("own/my.json", config), ("own/my.txt", "头发\t毛髮\n甲\t乙\n")]);
            assert_eq!(found, [], "{config}");
            engine.unwrap().convert("头发甲丁").into_owned()
        };
        let cases = [
            (r#"{"conversion_chain": [{"dict": {"type": "text", "file": "my.txt"}},], /* , */}"#, "毛髮乙丁"),
            (r#"{"conversion_chain": [{"dict": {"type": "text", "file": "/own/my.txt"}}]}"#, "毛髮乙丁"),
            (r#"{"conversion_chain": [{"dict": {"type": "group", "dicts": []}}]}"#, "头发甲丁"),
            (
                r#"{"conversion_chain": [{"dict": {"type": "group", "match_policy": "union", "dicts": []}}]}"#,
                "头发甲丁",
            ),
            (
                r#"{"conversion_chain": [{"dict": {"type": "inline", "entries": {"甲": "乙 丙", "丁": "⿰甲乙"}}}]}"#,
                "头发乙 丙⿰甲乙",
            ),
            (
                r#"{"conversion_chain": [{"dict": {"type": "group", "dicts": [{"type": "inline", "entries": {"甲": "1"}}, {"type": "text", "file": "my.txt"}]}}]}"#,
                "毛髮1丁",
            ),
            (
                r#"{"segmentation": {"type": "mmseg", "dict": {"type": "inline", "entries": {"甲丁": "x"}}}, "conversion_chain": [{"dict": {"type": "text", "file": "my.txt", "file": "no.txt"}}]}"#,
                "毛髮乙丁",
            ),
        ];
        for (config, expected) in cases {
            assert_eq!(convert(config), expected, "{config}");
        }
    }

    #[test]
    fn what_opencc_refuses_is_refused() {
        let refused = |config: &str, text: &str| {
            let (engine, found) = engine(&[("own/my.json", config), ("own/my.txt", text)]);
            assert!(engine.is_none(), "{config}");
            found.into_iter().map(|finding| (finding.message, finding.place.span)).collect::<Vec<_>>()
        };
        let twice = refused(PLAIN, "甲\t乙\n丙\t丁\n甲\t丙\n");
        assert_eq!(twice, [("`甲` stands twice in the dictionary".into(), Some(Span::new(16, 19)))]);
        let inline = |entries: &str| {
            let config = format!(r#"{{"conversion_chain": [{{"dict": {{"type": "inline", "entries": {entries}}}}}]}}"#);
            refused(&config, "").remove(0).0
        };
        let empty = "of an inline dictionary needs a key and a text, neither of them empty";
        assert_eq!(inline(r#"{"甲": ""}"#), format!("`甲` {empty}"));
        assert_eq!(inline(r#"{"甲": ["乙"]}"#), format!("`甲` {empty}"));
        assert_eq!(inline(r#"{"甲": "乙", "甲": "丙"}"#), "`甲` stands twice in an inline dictionary");
        assert_eq!(inline("[]"), "an inline dictionary of `conversion_chain` has no `entries`");
        let segmentation = PLAIN
            .replace("{\"conv", r#"{"segmentation": {"type": "mmseg", "dict": {"type": "group", "dicts": []}}, "conv"#);
        assert_eq!(refused(&segmentation, "甲\t乙\n")[0].0, "the dictionary of `segmentation` is empty");
    }

    const PLAIN: &str = r#"{"conversion_chain": [{"dict": {"type": "text", "file": "my.txt"}}]}"#;

    #[test]
    fn a_dictionary_of_ones_own() {
        let (engine, found) = engine(&[("own/my.json", PLAIN), ("own/my.txt", "# mine\nab\tAB x\n甲乙\t丙\na\t\n")]);
        assert_eq!(found, []);
        // Keys of ASCII, a key that vanishes, a phrase that shortens.
        assert_eq!(engine.unwrap().convert("ab a 甲乙甲"), "AB  丙甲");
    }

    #[test]
    fn opencc_s_own_dictionaries_are_at_hand() {
        let config = r#"{"segmentation": {"type": "mmseg", "dict": {"type": "ocd2", "file": "STPhrases.ocd2"}},
            "conversion_chain": [{"dict": {"type": "group", "dicts": [
                {"type": "text", "file": "my.txt"}, {"type": "ocd2", "file": "STPhrases.ocd2"},
                {"type": "ocd2", "file": "STCharacters.ocd2"}]}}]}"#;
        let (engine, found) = engine(&[("own/my.json", config), ("own/my.txt", "头发\t毛髮\n")]);
        assert_eq!(found, []);
        assert_eq!(engine.unwrap().convert("头发发展，干什么"), "毛髮發展，幹什麼");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let messages = |files: &[(&str, &str)]| {
            let (engine, found) = engine(files);
            assert!(engine.is_none());
            found.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(messages(&[]), ["there is no such file"]);
        assert_eq!(messages(&[("own/my.json", "[]")]), ["an OpenCC configuration is an object"]);
        assert_eq!(messages(&[("own/my.json", PLAIN)]), ["there is no such file"]);
        let no_tab = "an entry needs a tab between its key and its values";
        assert_eq!(messages(&[("own/my.json", PLAIN), ("own/my.txt", "甲 乙\n丙\t丁\n")]), [no_tab]);
        let compiled = PLAIN.replace("text", "ocd2").replace("my.txt", "my.ocd2");
        assert_eq!(
            messages(&[("own/my.json", &compiled)]),
            ["`my.ocd2` is a compiled dictionary, which is not supported"]
        );
        let (_, found) = engine(&[("own/my.json", "{\n \"a\": x}")]);
        assert_eq!((found[0].code, found[0].place.span), (Code::ConfigSyntax, Some(Span::new(8, 8))));
    }

    #[test]
    fn each_configuration_compiles_to_what_is_built_in() {
        let folder = format!("{}/dictionaries/opencc", env!("CARGO_MANIFEST_DIR"));
        let text = "头发干燥，\u{f900}後面裡著 信息软件 計程車 為什麼 ⿰头发";
        // One of each kind: the other Simplified ones would only take longer.
        for name in ["t2s", "tw2sp", "hk2t", "jp2t"] {
            let standard: crate::convert::exact::Standard = name.parse().unwrap();
            let path = RelPath::new(&format!("config/{standard}.json")).unwrap();
            let (engine, found) = Engine::from_files(&Files::disk(&folder), &path);
            assert_eq!(found, []);
            assert_eq!(engine.unwrap().convert(text), Engine::builtin(standard).convert(text), "{standard}");
        }
    }
}
