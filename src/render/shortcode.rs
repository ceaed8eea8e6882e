//! The site's own shortcodes: a call's arguments as a template sees them.
//!
//! A shortcode's template has `name`, `args` (the named arguments), `list` (the others, in order) and `body` (HTML,
//! or `none`), beside `site`, `edition`, `theme` and `t`.

use super::html::Href;
use super::shared::Shared;
use super::templates::{Templates, Value, html, layered};
use crate::content::tree::{Argument, Shortcode};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What shortcodes are rendered with.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The templates.
    pub templates: &'a Templates,
    /// What the edition's pages share.
    pub shared: &'a Shared,
    /// Where the page's links lead.
    pub links: &'a [Href],
}

impl Site<'_> {
    /// Appends what the call's template makes of it.
    ///
    /// # Errors
    /// When the template has a mistake. Then nothing is appended.
    pub fn write(&self, call: &Shortcode<'_>, body: Option<&str>, out: &mut String) -> Result<(), Box<Diagnostic>> {
        let name = format!("shortcodes/{}.html", call.name);
        let value = |argument: &Argument<'_>| {
            let link = argument.link.and_then(|link| self.links.get(link.0 as usize));
            Value::from(link.map_or(&*argument.value.text, |href| &href.address))
        };
        let named =
            call.arguments.iter().filter_map(|argument| Some((argument.name.as_deref()?.to_owned(), value(argument))));
        let list = call.arguments.iter().filter(|argument| argument.name.is_none()).map(value);
        let own = vec![
            ("name", Value::from(&*call.name)),
            ("args", Value::from(named.collect::<BTreeMap<String, Value>>())),
            ("list", list.collect::<Vec<_>>().into()),
            ("body", body.map_or(Value::from(()), |body| html(body.to_owned()))),
        ];
        out.push_str(&self.templates.render(&name, layered(own, Arc::clone(&self.shared.context)))?);
        Ok(())
    }
}
