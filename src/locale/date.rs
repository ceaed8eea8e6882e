//! Dates, and how each locale writes them.

/// A calendar date, with the time of day and offset where they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Proleptic Gregorian year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// Seconds since midnight, local to the offset; 0 where none was given.
    pub seconds: u32,
    /// Minutes east of UTC; 0 where none was given.
    pub offset: i16,
}
