//! The fonts that are installed on this machine, for the pictures of titles. The one door to the crate that lists them.

use fontdb::{Database, Family, Query, Weight};

/// The installed fonts, listed when first asked for: a site without pictures never waits for it.
#[derive(Debug, Default)]
pub struct Installed {
    listed: Option<Database>,
}

impl Installed {
    /// The bold face of a family, or the nearest that there is: the file's bytes, and the number of the face in it.
    pub fn family(&mut self, name: &str) -> Option<(Vec<u8>, u32)> {
        let listed = self.listed.get_or_insert_with(|| {
            let mut listed = Database::new();
            listed.load_system_fonts();
            listed
        });
        let query = Query { families: &[Family::Name(name)], weight: Weight::BOLD, ..Query::default() };
        listed.with_face_data(listed.query(&query)?, |bytes, index| (bytes.to_vec(), index))
    }
}
