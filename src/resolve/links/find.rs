//! What the path of a link means: a document (by file or key), a page (by address), a file.

use super::{From, Resolver};
use crate::config::EditionId;
use crate::content::tree::LinkKind;
use crate::content::{DocKey, discover};
use crate::resolve::assets;
use crate::resolve::plan::PageId;
use crate::source::RelPath;

/// What a path was found to mean.
pub(super) enum Hit {
    /// A page of the plan.
    Page(PageId),
    /// A file that is copied, at its place in the site.
    File(RelPath),
    /// An old address of a page.
    Old(PageId),
}

impl Resolver<'_> {
    /// Looks for what `path`, percent-decoded and not empty, means where it is written.
    pub(super) fn find(&self, from: &From<'_>, path: &str, kind: LinkKind) -> Option<Hit> {
        let found = match path.strip_prefix('/') {
            Some(rest) => self.at_root(from, rest).or_else(|| self.below_base(from, path)),
            None => self.relative(from, path),
        };
        found.or_else(|| if kind == LinkKind::Reference { self.by_name(from, path) } else { None })
    }

    /// The page that an edition has of a document; where it has none, its chain's; else any edition's. A copy that stands in
    /// for a translation in another edition than the reader's own is no better than the page that it copies.
    pub(super) fn page_of(&self, key: &DocKey, wanted: EditionId) -> Option<PageId> {
        let of = |edition: EditionId| self.plan.by_document.get(&(key.clone(), edition)).copied();
        let real = |edition: EditionId| of(edition).filter(|page| !self.plan.page(*page).origin.is_fallback());
        of(wanted)
            .or_else(|| self.index.sources[wanted.0 as usize].iter().find_map(|id| real(*id)))
            .or_else(|| self.config.chain(wanted).find_map(real))
            .or_else(|| real(self.config.default))
            .or_else(|| self.config.edition_ids().find_map(real))
            .or_else(|| self.config.edition_ids().find_map(of))
    }

    /// A path from the site's root: a key or file in this edition, or one below the name of an edition.
    fn at_root(&self, from: &From<'_>, path: &str) -> Option<Hit> {
        let prefixed = || {
            let (first, rest) = path.split_once('/').unwrap_or((path, ""));
            let named = self.edition_named(first)?;
            // The author's own edition means the reader's: `/zh/ch8` in a text that is shown converted.
            let wanted = if named == from.own { from.edition } else { named };
            let document = self.document(from, wanted, rest).map(Hit::Page);
            document
                .or_else(|| self.at_address(named, wanted, rest))
                .or_else(|| self.file(wanted, rest))
                .or_else(|| self.beside_pages(wanted, rest))
        };
        self.document(from, from.edition, path)
            .map(Hit::Page)
            .or_else(prefixed)
            .or_else(|| self.at_address(from.edition, from.edition, path))
            .or_else(|| self.file(from.edition, path))
            .or_else(|| self.beside_pages(from.edition, path))
    }

    /// What lies at an address and is neither page nor copied file: a file that a build makes, or an old address, which
    /// means the edition's own page whichever edition's document names it.
    fn beside_pages(&self, edition: EditionId, path: &str) -> Option<Hit> {
        let path = path.trim_matches('/');
        let below =
            |edition: EditionId| RelPath::root().join(&self.config.edition(edition).prefix).ok()?.join(path).ok();
        let own = below(edition)?;
        let either = [own.as_str(), path];
        let made = either.iter().find_map(|path| self.index.made.get(*path));
        if let Some(path) = made.and_then(|path| RelPath::new(path).ok()) {
            return Some(Hit::File(path));
        }
        let old = |path: &str| self.index.old.get(path).copied();
        let others = || self.config.edition_ids().find_map(|other| old(below(other)?.as_str()));
        let page = either.into_iter().find_map(old).or_else(others)?;
        let own = self.plan.page(page).kind.key().and_then(|key| self.page_of(key, edition));
        Some(Hit::Old(own.unwrap_or(page)))
    }

    /// A path that begins with the path of the base URL, for authors who write it.
    fn below_base(&self, from: &From<'_>, path: &str) -> Option<Hit> {
        let base = &*self.config.base_url.path;
        if base == "/" { None } else { self.at_root(from, path.strip_prefix(base)?) }
    }

    /// A path from the file that it stands in; else from the page's address, as other generators take it; else a key.
    fn relative(&self, from: &From<'_>, path: &str) -> Option<Hit> {
        let beside = from.folder.join(path).ok();
        let as_file =
            || beside.as_ref().and_then(|path| self.document(from, from.edition, path.as_str())).map(Hit::Page);
        let on_disk = || {
            let path = from.file?.parent().join(path).ok()?;
            self.source(from, &path)
        };
        let as_address = || {
            let address = self.plan.page(from.page?).permalink.clone();
            let address = RelPath::root().join(address.trim_matches('/')).ok()?;
            let address = address.join(path).ok()?;
            self.index.permalinks.get(address.as_str()).copied().map(Hit::Page)
        };
        let asset = || beside.as_ref().and_then(|path| self.file(from.edition, path.as_str()));
        let beside_page = || {
            let key = RelPath::new(self.plan.page(from.page?).kind.key()?.as_str()).ok()?;
            self.file(from.edition, key.join(path).ok()?.as_str())
        };
        as_file()
            .or_else(asset)
            .or_else(on_disk)
            .or_else(as_address)
            .or_else(beside_page)
            .or_else(|| self.at_root(from, path))
            .or_else(|| self.beside_pages(from.edition, beside.as_ref()?.as_str()))
    }

    /// The page of the document that `path`, from the top of the source folder, names: by key, or by file with or
    /// without ending and locale. A locale in the name asks for that edition's page.
    fn document(&self, from: &From<'_>, edition: EditionId, path: &str) -> Option<PageId> {
        let path = RelPath::root().join(path).ok()?;
        let mut name = path.name();
        for ending in [".md", ".markdown", ".html"] {
            name = name.strip_suffix(ending).unwrap_or(name);
        }
        if let Some(page) = self.keyed(edition, &path.parent(), name) {
            return Some(page);
        }
        let (base, tag) = name.rsplit_once('.').filter(|(base, _)| !base.is_empty())?;
        let named = discover::edition_named(self.config, tag)?;
        let wanted = if named == from.own { from.edition } else { named };
        self.keyed(wanted, &path.parent(), base)
    }

    fn keyed(&self, edition: EditionId, folder: &RelPath, name: &str) -> Option<PageId> {
        let key = match name {
            "_index" | "index" => DocKey::new(folder.as_str()),
            _ => DocKey::new(folder.join(name).ok()?.as_str()),
        };
        let renamed = self.index.renamed.get(&key);
        self.page_of(&key, edition).or_else(|| self.page_of(renamed?, edition))
    }

    /// The page at an address below the prefix of `named`, as `wanted` has it.
    fn at_address(&self, named: EditionId, wanted: EditionId, path: &str) -> Option<Hit> {
        let path = path.trim_matches('/');
        let path = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
        let prefix = &*self.config.edition(named).prefix;
        let below = if prefix.is_empty() { path.to_owned() } else { format!("{prefix}/{path}") };
        let page = self
            .index
            .permalinks
            .get(below.trim_end_matches('/'))
            .or_else(|| self.index.permalinks.get(path))
            .copied()?;
        let shown = self.plan.page(page);
        if shown.edition == wanted {
            return Some(Hit::Page(page));
        }
        let there = match shown.kind.key() {
            Some(key) => self.page_of(key, wanted),
            None => {
                shown.counterparts.iter().find(|other| other.edition == wanted && other.real).map(|other| other.page)
            }
        };
        Some(Hit::Page(there.unwrap_or(page)))
    }

    /// The file of the source folder at `path` on disk: a translation of its own locale, or an asset.
    fn source(&self, from: &From<'_>, path: &RelPath) -> Option<Hit> {
        // A path through the source folder is one from its top: what its name says about its locale counts, no more.
        let place = path.strip_prefix(&self.config.source);
        if let Some(page) = place.and_then(|place| self.document(from, from.edition, place.as_str())) {
            return Some(Hit::Page(page));
        }
        let of = |path: &RelPath| self.index.paths.get(path).copied();
        let id = of(path).or_else(|| of(&RelPath::new(&format!("{path}.md")).ok()?));
        if let Some(id) = id {
            let translation = &self.library.translations[id.0 as usize];
            let own = self.config.edition_of(&translation.locale)?;
            let wanted = if own == from.own { from.edition } else { own };
            return self.page_of(&translation.key, wanted).map(Hit::Page);
        }
        let place = self.index.assets.get(path)?;
        let named = place.parent().join(path.name()).ok().filter(|named| named != place);
        named.and_then(|named| self.named_variant(&named)).or_else(|| self.file(from.edition, place.as_str()))
    }

    /// The file at `path` below the source folder, in the variant that the edition shows.
    fn file(&self, edition: EditionId, path: &str) -> Option<Hit> {
        let path = RelPath::root().join(path).ok()?;
        let Some(variants) = self.plan.assets.get(&path) else { return self.named_variant(&path) };
        let sources = &self.index.sources[edition.0 as usize];
        assets::variant(self.config, variants, edition, sources).cloned().map(Hit::File)
    }

    /// The variant that the name of a file asks for itself: `figure.zh-Hant.png`, whatever edition shows it.
    fn named_variant(&self, path: &RelPath) -> Option<Hit> {
        let (stem, ending) = path.name().rsplit_once('.')?;
        let (base, tag) = stem.rsplit_once('.')?;
        let edition = discover::edition_named(self.config, tag)?;
        let variants = self.plan.assets.get(&path.parent().join(&format!("{base}.{ending}")).ok()?)?;
        let named = variants.iter().find(|(id, _)| *id == Some(edition))?;
        Some(Hit::File(named.1.clone()))
    }

    /// The edition that the first part of an address names: by its prefix, the name of its source folder, its tag.
    fn edition_named(&self, part: &str) -> Option<EditionId> {
        if part.is_empty() {
            return None;
        }
        let edition = |id: &EditionId| self.config.edition(*id);
        let ids = || self.config.edition_ids();
        ids()
            .find(|id| edition(id).prefix == part)
            .or_else(|| ids().find(|id| edition(id).source.as_ref().is_some_and(|source| source.name() == part)))
            .or_else(|| discover::edition_named(self.config, part))
    }

    /// A reference by the last part of a key alone, where only one document has it.
    fn by_name(&self, from: &From<'_>, path: &str) -> Option<Hit> {
        let name = path.trim_matches('/');
        let name = name.strip_suffix(".md").unwrap_or(name);
        let mut named = self.library.documents.keys().filter(|key| key.name() == name && !name.is_empty());
        let key = named.next()?;
        if named.next().is_some() { None } else { self.page_of(key, from.edition).map(Hit::Page) }
    }
}
