//! Compiles OpenCC's dictionaries into the tables that the converter embeds and reads as they lie.

#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/convert/exact/compile/mod.rs"]
mod compile;

#[path = "src/convert/words/compile/mod.rs"]
mod words;

use compile::lexicon::Lexicon;
use compile::recipe::{NORMALIZATION, Part, RECIPES, Recipe};
use compile::rules::{Group, Pipeline};
use compile::{Compiler, simple_normalization};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::rc::Rc;
use std::{env, fs};

const FOLDER: &str = "dictionaries/opencc";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/convert/exact/compile");
    println!("cargo::rerun-if-changed=src/convert/words/compile");
    println!("cargo::rerun-if-changed=dictionaries");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=src/render/highlight");
    println!("cargo::rustc-env=YIBEN_SYNTAXES={:016x}", syntaxes());
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let read =
        |name: &str| fs::read_to_string(Path::new("dictionaries").join(name)).expect("the dictionaries are text");
    for (name, bytes) in words::compile(&read) {
        fs::write(Path::new(&out).join(name), bytes).expect("OUT_DIR can be written");
    }
    let lexicons = lexicons();
    let leaf = |name: &str| Group::Leaf(Rc::clone(&lexicons[name]));
    let normalization = [leaf(NORMALIZATION)];
    let normal = simple_normalization(&normalization).expect("compatibility ideographs map one to one");
    let groups: Vec<Group> = lexicons.keys().filter(|name| *name != NORMALIZATION).map(|name| leaf(name)).collect();
    let groups: Vec<&Group> = groups.iter().collect();
    let mut compiler = Compiler::new(&groups, normal).expect("OpenCC's characters can be numbered");

    let mut source = String::new();
    let mut layouts = BTreeMap::new();
    for family in families() {
        let pipelines: Vec<Pipeline> = family.iter().map(|recipe| pipeline(recipe, &normalization, &leaf)).collect();
        let compiled = compiler.family(&pipelines);
        layouts.extend(family.iter().map(|recipe| recipe.name).zip(compiled));
    }
    let _ = writeln!(source, "pub(super) const LAYOUTS: [Layout; {}] = [", RECIPES.len());
    for recipe in RECIPES {
        let _ = writeln!(source, "    {},", literal(&format!("{:?}", layouts[recipe.name])));
    }
    let _ =
        writeln!(source, "];\npub(super) const DICTIONARIES: [(&str, DictionaryLayout); {}] = [", lexicons.len() - 1);
    for (name, lexicon) in lexicons.iter().filter(|(name, _)| *name != NORMALIZATION) {
        let table = compiler.dictionary(&Group::Leaf(Rc::clone(lexicon)));
        let _ = writeln!(source, "    ({name:?}, {table:?}),");
    }
    source.push_str("];\n");
    let _ = writeln!(source, "pub(super) const ALPHABET: AlphabetLayout = {:?};", compiler.alphabet());
    let _ = writeln!(source, "pub(super) const TEXTS: [(&str, &str); {}] = [", lexicons.len());
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    for name in lexicons.keys() {
        let path = Path::new(&root).join(FOLDER).join(format!("{name}.txt"));
        let _ = writeln!(source, "    ({name:?}, include_str!({path:?})),");
    }
    source.push_str("];\n");
    let (units, store) = compiler.finish();
    let _ = writeln!(source, "pub(super) const UNITS: Part = {units:?};");

    let out = Path::new(&out);
    fs::write(out.join("exact.bin"), &store.bytes).expect("OUT_DIR can be written");
    fs::write(out.join("exact.txt"), &store.pool).expect("OUT_DIR can be written");
    fs::write(out.join("exact.rs"), source).expect("OUT_DIR can be written");
}

/// A number that changes with the syntaxes and with what we make of them, so that a cache of coloured code from another
/// version is known as such.
fn syntaxes() -> u64 {
    let mut hasher = DefaultHasher::new();
    let files = ["mod", "classes", "heads", "rules", "state"].map(|file| format!("src/render/highlight/{file}.rs"));
    for file in std::iter::once("Cargo.lock").chain(files.iter().map(String::as_str)) {
        // A package without its lock file still has its own version.
        fs::read(file).unwrap_or_default().hash(&mut hasher);
    }
    env::var("CARGO_PKG_VERSION").unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}

/// Every dictionary of the folder, by its name without ending.
fn lexicons() -> BTreeMap<String, Rc<Lexicon>> {
    let entries = fs::read_dir(FOLDER).expect("the dictionaries lie beside the sources");
    let mut lexicons = BTreeMap::new();
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("dictionaries are UTF-8");
        let (lexicon, errors) = Lexicon::parse(&text);
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        lexicons.insert(name, Rc::new(lexicon));
    }
    lexicons
}

/// The recipes in groups that begin with the same stage and so match the same phrases first.
fn families() -> Vec<Vec<Recipe>> {
    let mut families: BTreeMap<String, Vec<Recipe>> = BTreeMap::new();
    for recipe in RECIPES {
        families.entry(format!("{:?}", recipe.chain[0])).or_default().push(recipe);
    }
    families.into_values().collect()
}

fn pipeline(recipe: &Recipe, normalization: &[Group], leaf: &dyn Fn(&str) -> Group) -> Pipeline {
    let stage = |parts: &&[Part]| Group::ShortCircuit(parts.iter().map(|part| group(part, leaf)).collect());
    Pipeline {
        normalization: normalization.to_vec(),
        segmentation: recipe.segmentation.as_ref().map(|part| group(part, leaf)),
        chain: recipe.chain.iter().map(stage).collect(),
    }
}

fn group(part: &Part, leaf: &dyn Fn(&str) -> Group) -> Group {
    match part {
        Part::File(name) => leaf(name),
        Part::Union(parts) => Group::Union(parts.iter().map(|part| group(part, leaf)).collect()),
    }
}

/// A layout as Rust source: its lists are borrowed from the program.
fn literal(debug: &str) -> String {
    debug
        .replace("Fused {", "Form::Fused {")
        .replace("Staged {", "Form::Staged {")
        .replace("before: [", "before: Cow::Borrowed(&[")
        .replace("], segmentation", "]), segmentation")
        .replace("chain: [", "chain: Cow::Borrowed(&[")
        .replace("] }, lookahead", "]) }, lookahead")
}
