//! What the error codes of both engines mean.

/// Primary result codes that mean "this row", not "not now": mismatch, constraint, too big, range.
const REFUSALS: [i64; 4] = [18, 19, 20, 25];

/// Primary result codes of a file that another node has locked.
const LOCKED: [i64; 2] = [5, 6];

/// Codes for a node that came second: something is there already (23505, 42P07, 42701, 42710), a
/// lock was waited for in vain (55P03), begin anew (40001, 40P01).
const SECOND: [&str; 7] = ["23505", "42P07", "42701", "42710", "55P03", "40001", "40P01"];

/// Whether an error code means "this row" and not "not now". SQLite's are numbers, Postgres' have five
/// characters.
pub(in crate::store) fn refuses(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    if code.len() == 5 { postgres_refuses(code) } else { sqlite_refuses(code) }
}

/// Whether another node was at the same step of the tables' history.
pub(in crate::store) fn came_second(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    if code.len() == 5 {
        postgres_came_second(&code)
    } else {
        sqlite_came_second(&code, error.message())
    }
}

/// Postgres' "try again": deadlock or serialization failure.
pub(crate) fn is_conflict(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|database| database.code());
    matches!(code.as_deref(), Some("40001" | "40P01"))
}

fn sqlite_refuses(code: &str) -> bool {
    primary(code).is_some_and(|code| REFUSALS.contains(&code))
}

/// Of what is there already only the message tells.
fn sqlite_came_second(code: &str, message: &str) -> bool {
    let is_there = message.contains("already exists") || message.contains("duplicate column");
    primary(code).is_some_and(|code| LOCKED.contains(&code) || (code == 1 && is_there))
}

/// The last byte of a code is its kind.
fn primary(code: &str) -> Option<i64> {
    code.parse().ok().map(|code: i64| code & 0xff)
}

/// Class 22 is a data exception, class 23 a constraint.
fn postgres_refuses(code: &str) -> bool {
    code.starts_with("22") || code.starts_with("23")
}

fn postgres_came_second(code: &str) -> bool {
    SECOND.contains(&code)
}
