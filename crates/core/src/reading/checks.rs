//! What the rows of a file say about one another, counted on the way.

/// Counts of one reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// Rows that do not have the values asked for.
    pub left_out: u64,
    /// Rows that have them.
    pub let_in: u64,
    /// Answers whose row names a class.
    pub classed: u64,
    /// Answers whose row names none, in a file with a column of classes.
    pub unclassed: u64,
    /// Answers whose row names another class than the score has.
    pub disagreeing: u64,
}
