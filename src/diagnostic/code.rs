//! The list of all diagnostic codes, each with its usual severity and its explanation.

use super::Severity;

/// Declares the codes: a variant, its stable name, its severity, and what it means and asks for.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $about:literal;)*) => {
        /// A kind of finding. Its name is stable: configuration, comments and reports refer to it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $about] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The stable name, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The severity that the code has unless a site changes it.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What the code means and what to do, one paragraph.
            pub fn about(self) -> &'static str {
                match self { $(Code::$variant => $about,)* }
            }
        }
    };
}

codes! {
    // Source files.
    NotUtf8 "not-utf8" Error "A source file is not UTF-8. Save it as UTF-8; the message names the encoding that it looks like.";
    Unreadable "unreadable" Error "A file or folder could not be read: it is missing, too large, or the system refused.";
    LinkOutside "link-outside" Error "A symbolic link leads out of the source folder, loops, or leads nowhere. It is left out.";
    BadFileName "bad-file-name" Error "A file's name is not portable: it is not UTF-8 or holds a control character or a backslash. A name that only another system refuses is a warning.";
    MergeConflict "merge-conflict" Error "A document holds the marks of a merge's conflict that nobody has settled.";
    ControlCharacter "control-character" Warning "The text holds a NUL or another control character that no page may contain. It is shown as U+FFFD.";

    // book.toml.
    ConfigSyntax "config-syntax" Error "A TOML or CSV file of the project does not parse.";
    ConfigKey "config-key" Error "A key that yiben does not know. The nearest known name is suggested.";
    ConfigValue "config-value" Error "A value of the wrong type, or out of its range.";
    LocaleTag "locale-tag" Error "A locale tag that is not BCP 47, or that names another language than was meant.";
    ChainCycle "chain-cycle" Error "The fallback chains or conversions of the editions lead in a circle.";

    // Documents.
    FrontMatter "front-matter" Error "The front matter has no end or does not parse.";
    FrontMatterKey "front-matter-key" Warning "A front matter key that is nearly, but not quite, one that yiben knows.";
    FrontMatterValue "front-matter-value" Error "A front matter value of the wrong type.";
    DuplicateTranslation "duplicate-translation" Error "The same document stands twice in one locale.";
    UnknownLocale "unknown-locale" Warning "A file or folder name, or a text of the settings, carries a locale that no edition of the site has.";
    UnknownAuthor "unknown-author" Warning "A document names an author that content/authors.toml does not list.";
    NestedTooDeep "nested-too-deep" Warning "Quotes, lists or markup are nested so deep that no reader can follow and no browser will. The inner levels are flattened.";
    Shortcode "shortcode" Error "A shortcode is unknown, has no end, or lacks an argument.";
    UnknownArgument "unknown-argument" Warning "A shortcode that comes with yiben is given an argument that it does not know, or a value that says nothing. It is ignored.";
    UnknownAlert "unknown-alert" Warning "A quotation begins as an alert does, with a kind that there is not or a mark that is not quite right. Readers see a quotation.";
    Footnote "footnote" Warning "A footnote that nothing refers to, or a mark that refers to no footnote.";
    DuplicateAnchor "duplicate-anchor" Warning "Two headings of one document carry the same explicit id.";
    UndefinedReference "undefined-reference" Warning "A link refers to a label that no line of the document defines. Readers see its brackets.";
    UnusedReference "unused-reference" Warning "A line defines a link's label, and nothing in the document refers to it.";
    DuplicateReference "duplicate-reference" Warning "A link's label is defined twice in a document. The first definition counts.";
    EmphasisNotParsed "emphasis-not-parsed" Warning "Emphasis marks that the reader will see as characters, because a rule of Markdown keeps them from closing.";
    FullwidthMarkup "fullwidth-markup" Warning "A full-width character stands where Markdown needs a half-width one.";
    UnparsedMarkup "unparsed-markup" Warning "Marks that are nearly markup, and that readers see as characters: a heading without its space, braces behind a picture, a quotation mark without its partner in a heading's attributes.";

    // Editions and pages.
    MissingTranslation "missing-translation" Error "An edition lacks a document, and its settings say that this is an error.";
    DuplicatePermalink "duplicate-permalink" Error "Two pages would be written to one place.";
    CaseCollision "case-collision" Error "Two pages' places differ by letter case only, which many file systems cannot hold.";
    BadSlug "bad-slug" Error "A slug or alias that is no plain path inside the site.";
    BrokenLink "broken-link" Warning "A link leads to nothing in the site. The page is complete without it; `[diagnostics]` may make it an error.";
    MissingImage "missing-image" Warning "A picture, sound or film that a page shows is not in the site. The page is complete without it, and a server may add it later.";
    RedirectedLink "redirected-link" Warning "A link leads to an old address, from which the site only sends its readers on.";
    LeavesEdition "leaves-edition" Warning "A link leads to another edition's page of a document, although its own edition has that document.";
    DeadLink "dead-link" Warning "An address elsewhere does not answer as it should, or the page there lacks the #fragment. Looked for with `yiben check --external` only.";
    MovedLink "moved-link" Note "An address elsewhere says that it has moved for good. Looked for with `yiben check --external` only.";
    BrokenFragment "broken-fragment" Warning "A link's #fragment does not exist in its target.";
    MessageMissing "message-missing" Warning "An interface message is missing in every catalog of the edition's chain.";
    MessageUntranslated "message-untranslated" Warning "A message of the site's own is written for one edition and not for another, which shows it in another language.";
    MessageUnused "message-unused" Warning "A message of the site's own that neither a template nor yiben itself asks for.";
    MessageDiffers "message-differs" Warning "A message takes other values in one language than in another.";
    MessageSyntax "message-syntax" Error "A Fluent catalog does not parse, or a message cannot be formatted.";

    // Conversion.
    GlossaryConflict "glossary-conflict" Warning "Two glossary rows ask for different results of one term, or one forbids the only form that its term has.";
    ConversionMarkup "conversion-markup" Warning "A conversion mark such as -{…}- has no end or cannot be read, and is left as text; or an HTML element whose text is not converted lacks its end tag.";
    UnmarkedJapanese "unmarked-japanese" Warning "Text that looks Japanese and is not marked as such. It is not converted.";
    WrongScript "wrong-script" Warning "A text is in the other script than its file says.";

    // Script and punctuation of Chinese texts.
    StrayCharacter "stray-character" Warning "Characters of the other Chinese script stand in a text. Write them in the text's own; mark a quotation with `lang`.";
    MixedScripts "mixed-scripts" Warning "A line is written half in Simplified and half in Traditional Chinese.";
    HalfWidthPunctuation "half-width-punctuation" Warning "A half-width mark stands between Chinese characters, where Chinese has a full-width one.";
    SpaceBeforePunctuation "space-before-punctuation" Warning "A space stands before a full-width mark, which brings its own room.";
    UnpairedQuote "unpaired-quote" Warning "A quotation mark or bracket has no partner in its paragraph.";
    QuoteRegion "quote-region" Note "Quotation marks of the other region: Simplified Chinese writes “ ” and ‘ ’, Traditional Chinese writes 「 」 and 『 』.";

    // Terms.
    ForbiddenTerm "forbidden-term" Warning "A text uses a form that the glossary forbids.";
    TermVaries "term-varies" Warning "One term of the glossary is written in two ways in one edition.";
    DoubtfulConversion "doubtful-conversion" Note "A conversion that a person should look at: it may have to read otherwise. A line of the glossary settles it.";

    // Comments.
    BadAllow "bad-allow" Warning "A comment for yiben asks for nothing that it knows, or names a finding that there is not.";
    UnusedAllow "unused-allow" Warning "A comment allows a finding that is not there any more.";
    UnexplainedAllow "unexplained-allow" Note "A comment silences a finding and does not say why.";

    // Coverage.
    Untranslated "untranslated" Note "An edition has no text of its own for a document, and none to convert: readers get another language, or no page.";
    Orphan "orphan" Warning "A translation of a document whose original is gone.";
    StructureDiffers "structure-differs" Warning "A section of a translation has more or fewer headings, code blocks, pictures, tables, formulas, footnote marks or callouts than the same section of its original, or a heading of another level.";
    FewerParagraphs "fewer-paragraphs" Warning "A section of a translation has fewer paragraphs than the same section of its original, and says far less.";
    CodeDiffers "code-differs" Warning "Code in a translation is not the code of its original, beside comments and texts in quotation marks.";
    PlaceholderDiffers "placeholder-differs" Warning "A translation has lost or gained a placeholder such as {name}, %s, {{ variable }} or $VARIABLE.";
    ShortcodeDiffers "shortcode-differs" Warning "A translation has lost or gained a shortcode.";
    OutdatedTranslation "outdated-translation" Warning "A block of the original has changed since the translation was made.";
    UnrecordedTranslation "unrecorded-translation" Note "Nothing tells what a translation was made from, so nobody knows whether its original has changed since.";
    CorrectionOutdated "correction-outdated" Warning "The text that somebody corrected by hand has changed since.";
    ConversionChanged "conversion-changed" Warning "A sentence is converted in another way than when it was locked.";
    ConversionUnlocked "conversion-unlocked" Note "Text was added or changed since `conversion.lock` was written, or it was written with other dictionaries.";
    CorrectionUnused "correction-unused" Warning "A file of corrections is about a page that is not there, or is not converted.";
    LockFile "lock-file" Warning "A file in which yiben remembers something holds a line that cannot be read, or the marks of a merge's conflict.";

    // Templates and output.
    CardFont "card-font" Note "A font for the pictures of titles is not there, or none has the characters of an edition. That edition's pages have no picture; all else is as it was.";
    Template "template" Error "A template has a mistake: its syntax, an undefined variable, a wrong type.";
    DestinationForeign "destination-foreign" Error "The destination holds files that yiben did not write.";
    WriteFailed "write-failed" Error "The site could not be written.";
}

impl Code {
    /// The code of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The code that somebody may have meant by `name`: a third of its letters may differ.
    pub fn nearest(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace(['_', ' '], "-");
        let distance = |code: &Code| strsim::osa_distance(&name, code.name());
        let near = Self::ALL.iter().copied().min_by_key(distance)?;
        let inside = |code: &&Code| code.name().contains(&*name) && name.len() > 3;
        if distance(&near) <= (name.chars().count() / 3).max(1) {
            return Some(near);
        }
        Self::ALL.iter().find(inside).copied()
    }
}
