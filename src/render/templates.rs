//! Templates: the one door to the template engine, where its errors become diagnostics.

use super::settle;
use crate::config::table::nearest;
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::source::{RelPath, Span};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Enumerator, Kwargs, Object, Rest};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use minijinja::Value;
pub use minijinja::value::Serde;

/// As many bytes as most pages have.
const PAGE: usize = 24 << 10;

/// One template as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its text.
    pub text: String,
    /// The site's file; `None` for one that is compiled in.
    pub path: Option<RelPath>,
}

/// All templates of a site by name (`page.html`, `parts/head.html`, `shortcodes/note.html`), compiled.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    sources: BTreeMap<String, Source>,
    /// Templates that do not compile, with what was said of each.
    broken: BTreeMap<String, Diagnostic>,
}

impl Templates {
    /// Compiles `sources`. A template that does not compile is reported, and left out.
    pub fn new(sources: BTreeMap<String, Source>) -> (Self, Vec<Diagnostic>) {
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.expect("the default delimiters are fine"));
        environment.set_debug(true);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(format);
        let mut broken = BTreeMap::new();
        for (name, source) in &sources {
            if let Err(error) = environment.add_template_owned(name.clone(), source.text.clone()) {
                broken.insert(name.clone(), diagnostic(&error, name, &sources));
            }
        }
        let found = broken.values().cloned().collect();
        (Self { environment, sources, broken }, found)
    }

    /// Whether there is a template of that name.
    pub fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// Every template by name, in order.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.sources.iter().map(|(name, source)| (name.as_str(), source))
    }

    /// Fills the template `name` with `context`.
    ///
    /// # Errors
    /// When the template is not there, or has a mistake: its file, line and text are in the diagnostic.
    pub fn render(&self, name: &str, context: Value) -> Result<String, Box<Diagnostic>> {
        let template = self.environment.get_template(name);
        let rendered = template.and_then(|template| template.render(context));
        rendered
            .map_err(|error| Box::new(self.known(&error).unwrap_or_else(|| diagnostic(&error, name, &self.sources))))
    }

    /// The same templates for pages that share `context`: where one that is compiled in says what is the same on all of
    /// them, that stands there already. It fills every page alike, or fails where the other does.
    #[must_use]
    pub fn settled(&self, context: &Value) -> Self {
        let mut sources = self.sources.clone();
        let redefined = sources.values().any(|source| settle::redefines(&source.text));
        let say =
            |expression: &str| self.environment.render_str(&format!("{{{{{expression}}}}}"), context.clone()).ok();
        // The engine makes room for twice the text that a template has itself. With this, which is never written, that is
        // most of a page, which need not be moved while it grows.
        let room = format!("{{% if false %}}{}{{% endif %}}", "-".repeat(PAGE / 2));
        for source in sources.values_mut().filter(|source| source.path.is_none() && !redefined) {
            source.text = settle::settled(&source.text, &say);
            if source.text.contains("{% extends") {
                source.text.push_str(&room);
            }
        }
        Self::new(sources).0
    }

    /// What was said already of the template that is missing because it does not compile.
    fn known(&self, error: &Error) -> Option<Diagnostic> {
        let detail = innermost(error).detail().filter(|_| innermost(error).kind() == ErrorKind::TemplateNotFound)?;
        // The engine quotes the name in one way where a template extends it, and in another where it includes it.
        let of = |(name, _): &(&String, &Diagnostic)| {
            ['"', '\''].iter().any(|mark| detail.contains(&format!("{mark}{name}{mark}")))
        };
        self.broken.iter().find(of).map(|(_, found)| found.clone())
    }
}

/// What diagnostics call a template that is compiled in.
pub fn built_in_path(name: &str) -> RelPath {
    RelPath::new(&format!("(built-in) theme/templates/{name}")).unwrap_or_default()
}

/// A function that templates call: positional texts, and named values.
pub trait Callable: std::fmt::Debug + Send + Sync + 'static {
    /// Calls it.
    ///
    /// # Errors
    /// What is wrong with the arguments; the template's place is added by the engine.
    fn call(&self, first: &str, named: &[(String, Value)]) -> Result<Value, Refusal>;
}

/// Why a function gives a template nothing.
#[derive(Debug)]
pub struct Refusal {
    /// In words.
    pub why: String,
    /// What it is about.
    pub about: Option<Subject>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Refusal {}

/// `function` as a template's value.
pub fn callable(function: impl Callable) -> Value {
    Value::from_object(Function(function))
}

/// A value that templates look into by `keys`, and that stands for a text where it is written.
pub trait Spoken: std::fmt::Debug + Send + Sync + 'static {
    /// The names of its parts.
    const KEYS: &'static [&'static str];

    /// The part of that name.
    fn part(&self, key: &str) -> Option<&str>;

    /// What is written where the value itself is.
    fn text(&self) -> &str;
}

#[derive(Debug)]
struct Speaking<S>(S);

impl<S: Spoken> Object for Speaking<S> {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.part(key.as_str()?).map(Value::from)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(S::KEYS)
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.text())
    }
}

/// `spoken` as a template's value.
pub fn spoken(spoken: impl Spoken) -> Value {
    Value::from_object(Speaking(spoken))
}

/// What `value` was made from by [`spoken`].
pub fn spoken_of<S: Spoken>(value: &Value) -> Option<&S> {
    value.downcast_object_ref::<Speaking<S>>().map(|speaking| &speaking.0)
}

/// A text that is HTML already.
pub fn html(text: String) -> Value {
    Value::from_safe_string(text)
}

/// A context that looks first in `own`, then in what all pages of an edition `share`.
pub fn layered(own: Vec<(&'static str, Value)>, share: Arc<Vec<(&'static str, Value)>>) -> Value {
    Value::from_object(Layered { own, share })
}

#[derive(Debug)]
struct Layered {
    own: Vec<(&'static str, Value)>,
    share: Arc<Vec<(&'static str, Value)>>,
}

impl Object for Layered {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.own.iter().chain(self.share.iter()).find(|(name, _)| *name == key).map(|(_, value)| value.clone())
    }
}

#[derive(Debug)]
struct Function<F>(F);

impl<F: Callable> Object for Function<F> {
    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, arguments: &[Value]) -> Result<Value, Error> {
        if let [only] = arguments
            && let Some(first) = only.as_str()
        {
            return self.said(first, &[]);
        }
        let (rest, named): (Rest<Value>, Kwargs) = minijinja::value::from_args(arguments)?;
        let first = rest.first().and_then(Value::as_str);
        let first = first.ok_or_else(|| Error::new(ErrorKind::MissingArgument, "a text is needed"))?;
        let named: Result<Vec<_>, Error> =
            named.args().map(|name| Ok((name.to_owned(), named.get::<Value>(name)?))).collect();
        self.said(first, &named?)
    }
}

impl<F: Callable> Function<F> {
    fn said(&self, first: &str, named: &[(String, Value)]) -> Result<Value, Error> {
        let refused =
            |refusal: Refusal| Error::new(ErrorKind::InvalidOperation, refusal.why.clone()).with_source(refusal);
        self.0.call(first, named).map_err(refused)
    }
}

/// Writes a value: `none` as nothing, text with what HTML reserves escaped. Slashes stay, so addresses stay readable.
fn format(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        return Ok(());
    }
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => escape(out, text),
        None if value.is_number() => write!(out, "{value}"),
        None => escape(out, &value.to_string()),
    };
    written.map_err(|_| Error::new(ErrorKind::WriteFailure, "the page could not be written"))
}

fn escape(out: &mut Output<'_>, text: &str) -> std::fmt::Result {
    let bytes = text.as_bytes();
    // Nearly every text: many bytes at a time.
    if memchr::memchr3(b'&', b'<', b'>', bytes).is_none() && memchr::memchr2(b'"', b'\'', bytes).is_none() {
        return out.write_str(text);
    }
    let mut rest = text;
    let mark = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    while let Some(at) = rest.as_bytes().iter().position(|byte| *byte < b'?' && mark(byte)) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}

/// The engine's error as a finding at its place: in the site's own template if it stands there, else in the one that
/// is compiled in, with the line in the help.
fn diagnostic(error: &Error, asked: &str, sources: &BTreeMap<String, Source>) -> Diagnostic {
    let inner = innermost(error);
    let name = inner.name().unwrap_or(asked);
    let source = sources.get(name);
    let what = match (inner.kind(), inner.detail()) {
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (ErrorKind::UndefinedError, None) => "a variable is not defined".to_owned(),
        (kind, None) => kind.to_string(),
    };
    let token = inner.range().and_then(|range| source?.text.get(range)).filter(|token| !token.contains('\n'));
    let message = match token.filter(|token| !what.contains(token.trim())) {
        Some(token) => format!("template `{name}`: {what}: `{}`", token.trim()),
        None => format!("template `{name}`: {what}"),
    };
    let path = source.and_then(|source| source.path.clone());
    let mut found = match path {
        Some(path) => {
            let mut place = Diagnostic::new(Code::Template, &path, message);
            place.help = misnamed(inner, sources).map(|near| format!("did you mean `{near}`?"));
            match span(inner, source) {
                Some(span) => place.at(span),
                None => place,
            }
        }
        None => {
            let path = built_in_path(name);
            let line =
                inner.line().and_then(|line| source?.text.lines().nth(line.saturating_sub(1)).map(|t| (line, t)));
            let found = Diagnostic::new(Code::Template, &path, message);
            match line {
                Some((line, text)) => found.help(format!("line {line} is `{}`", text.trim())),
                None => found,
            }
        }
    };
    let refusal = std::error::Error::source(inner).and_then(|below| below.downcast_ref::<Refusal>());
    found.about = refusal.and_then(|refusal| refusal.about.clone()).map(Box::new);
    found
}

/// The template that was meant, where none has the name that was asked for: names begin below `templates`.
fn misnamed<'s>(error: &Error, sources: &'s BTreeMap<String, Source>) -> Option<&'s str> {
    let detail = error.detail().filter(|_| error.kind() == ErrorKind::TemplateNotFound)?;
    // The engine quotes the name in one way where a template extends it, and in another where it includes it.
    let mark = detail.find(['"', '\''])?;
    let asked = detail[mark + 1..].split(['"', '\'']).next()?;
    let below = asked.rsplit_once("templates/").map_or(asked, |(_, below)| below).trim_start_matches("./");
    let ended = format!("{below}.html");
    let known = [below, &ended].into_iter().find_map(|name| sources.get_key_value(name));
    known.map(|(name, _)| name.as_str()).or_else(|| nearest(below, sources.keys().map(String::as_str)))
}

/// The innermost error knows best: an error inside an included template is wrapped on its way out.
fn innermost(error: &Error) -> &Error {
    let mut inner = error;
    while let Some(below) = std::error::Error::source(inner).and_then(|below| below.downcast_ref::<Error>()) {
        inner = below;
    }
    inner
}

/// Where an error stands in its template's text: the engine's range, else the whole line.
fn span(error: &Error, source: Option<&Source>) -> Option<Span> {
    if let Some(range) = error.range() {
        return Some(Span::new(range.start, range.end));
    }
    let text = &source?.text;
    let line = error.line()?.saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let length = text.get(start..)?.lines().next().map_or(0, str::len);
    Some(Span::new(start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates(text: &str) -> (Templates, Vec<Diagnostic>) {
        let path = RelPath::new("theme/templates/page.html").unwrap();
        let source = Source { text: text.into(), path: Some(path) };
        Templates::new(BTreeMap::from([("page.html".to_owned(), source)]))
    }

    fn context() -> Value {
        Value::from(Serde(serde_json::json!({"page": {"title": "a <b> & \"c\"", "href": "/a/b/", "date": null}})))
    }

    #[test]
    fn text_is_escaped_and_addresses_stay_readable() {
        let (all, found) = templates("<a href=\"{{ page.href }}\">{{ page.title }}</a>{{ page.date }}");
        assert!(found.is_empty());
        let out = all.render("page.html", context()).unwrap();
        assert_eq!(out, "<a href=\"/a/b/\">a &lt;b&gt; &amp; &quot;c&quot;</a>");
    }

    #[test]
    fn an_undefined_variable_is_an_error_at_its_place() {
        let text = "<p>\n{{ page.tittle }}\n";
        let (all, _) = templates(text);
        let found = all.render("page.html", context()).unwrap_err();
        assert_eq!(found.code, Code::Template);
        assert_eq!(found.place.path.as_str(), "theme/templates/page.html");
        assert!(text[found.place.span.unwrap().range()].contains("page.tittle"), "{found:?}");
    }

    #[test]
    fn a_broken_template_is_reported_when_it_is_loaded() {
        let (all, found) = templates("{% if page %}\n<p>never closed");
        assert_eq!(found.len(), 1);
        assert!(found[0].place.span.is_some());
        // A page that needs it says the same, and nothing about a file that is not there.
        assert_eq!(*all.render("page.html", context()).unwrap_err(), found[0]);
        let include = |text: &str| Source { text: text.into(), path: None };
        let page = include("{% include \"part.html\" %}");
        let (all, found) =
            Templates::new(BTreeMap::from([("page.html".into(), page), ("part.html".into(), include("{% if %}"))]));
        assert_eq!(*all.render("page.html", context()).unwrap_err(), found[0], "nor where it is included");
    }

    #[test]
    fn a_template_that_is_not_there_is_named_by_what_is() {
        for (text, help) in [
            ("{% extends \"templates/page.html\" %}", Some("did you mean `page.html`?")),
            ("{% include \"theme/templates/page.html\" %}", Some("did you mean `page.html`?")),
            ("{% extends \"page\" %}", Some("did you mean `page.html`?")),
            ("{% include 'pages.html' %}", Some("did you mean `page.html`?")),
            ("{% extends \"something-else.html\" %}", None),
        ] {
            let own = |name: &str, text: &str| {
                let path = RelPath::new(&format!("theme/templates/{name}")).ok();
                (name.to_owned(), Source { text: text.into(), path })
            };
            let (all, _) = Templates::new(BTreeMap::from([own("page.html", ""), own("essay.html", text)]));
            let found = all.render("essay.html", context()).unwrap_err();
            assert_eq!(found.help.as_deref(), help, "{text}: {found:?}");
        }
    }
}
