//! Directions: from which script to which, and how Traditional is spelled.

/// How Traditional characters are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// OpenCC's own standard, which keeps apart what any region does: 纔, 麪, 着.
    OpenCc,
    /// Taiwan: 才, 麵, 著.
    Taiwan,
    /// Hong Kong and Macau as newspapers print: 群眾, 峰會, 着.
    HongKongPress,
    /// Hong Kong as schools teach: 羣眾, 峯會, 着.
    HongKongEducation,
}

/// The way of a conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From Simplified to Traditional of a standard.
    ToTraditional(Standard),
    /// To Simplified, from Traditional spelled by a standard.
    ToSimplified(Standard),
}

impl Standard {
    /// The place of the standard in the tables.
    pub(super) fn place(self) -> usize {
        self as usize
    }

    /// The place of the region whose vocabulary goes with the standard.
    pub(super) fn region(self) -> Option<usize> {
        match self {
            Self::OpenCc => None,
            Self::Taiwan => Some(0),
            Self::HongKongPress | Self::HongKongEducation => Some(1),
        }
    }
}
