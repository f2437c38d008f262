//! What statements of many rows share: placeholders, pieces, deletion by key, checks of what is read.

use std::fmt::Write as _;

use outoften_core::Score;
use outoften_core::metric::Metric;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row as _};

use super::{Engine, StoreError};

/// The connection type that every statement of the store runs on.
pub(super) type Db = AnyConnection;

/// A statement whose values are bound one after the other.
pub(super) type Statement = Query<'static, Any, AnyArguments>;

/// Survey and id of an answer.
pub(super) type Key = (String, String);

/// Rows in pieces of one statement each. Of few lengths: there are then few different texts, and
/// all stay prepared.
pub(super) fn pieces<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let length = [64, 32, 16].into_iter().find(|length| *length <= rest.len());
        let (piece, left) = rest.split_at(length.unwrap_or(rest.len()));
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

/// `($1, $2), ($3, $4)`: placeholders for `rows` rows of `columns` values.
pub(super) fn placeholders(db: &Db, rows: usize, columns: usize) -> String {
    let numbers = Engine::of(db).numbers_placeholders();
    let mut text = String::with_capacity(rows * columns * 6);
    for value in 0..rows * columns {
        text += match (value % columns, value) {
            (0, 0) => "(",
            (0, _) => "), (",
            _ => ", ",
        };
        // Writing to a String cannot fail.
        let _ = match numbers {
            true => write!(text, "${}", value + 1),
            false => write!(text, "?"),
        };
    }
    text + ")"
}

/// Deletes what belongs to these answers, given by survey and id.
pub(super) async fn delete_of(
    db: &mut Db,
    table: &'static str,
    keys: &[Key],
) -> Result<(), StoreError> {
    delete_keys(db, table, "response", keys).await
}

/// Deletes the rows of these keys, whose second half this table calls `id`.
pub(super) async fn delete_keys(
    db: &mut Db,
    table: &'static str,
    id: &'static str,
    keys: &[Key],
) -> Result<(), StoreError> {
    for part in pieces(keys) {
        let sql = format!(
            "DELETE FROM {table} WHERE (survey, {id}) IN (VALUES {})",
            placeholders(db, part.len(), 2)
        );
        bind_keys(sqlx::query(AssertSqlSafe(sql)), part).execute(&mut *db).await?;
    }
    Ok(())
}

/// Reads a row into a struct: fields named as their columns, then those that take an expression.
macro_rules! from_row {
    ($type:ident, $row:ident { $($field:ident),* $(; $($other:ident: $value:expr),*)? $(,)? }) => {
        impl sqlx::FromRow<'_, sqlx::any::AnyRow> for $type {
            fn from_row($row: &sqlx::any::AnyRow) -> sqlx::Result<Self> {
                use sqlx::Row as _;
                Ok(Self {
                    $($field: $row.try_get(stringify!($field))?,)*
                    $($($other: $value,)*)?
                })
            }
        }
    };
}
pub(super) use from_row;

/// The key of an answer, in columns of these names.
pub(super) fn key(row: &AnyRow) -> sqlx::Result<Key> {
    Ok((row.try_get("survey")?, row.try_get("id")?))
}

/// Binds the values of keys.
pub(super) fn bind_keys(mut query: Statement, keys: &[Key]) -> Statement {
    for (survey, id) in keys {
        query = query.bind(survey.clone()).bind(id.clone());
    }
    query
}

/// What is wrong with a row that this program did not write.
pub(super) fn damaged(what: impl Into<String>) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(StoreError::Damaged(what.into())))
}

/// A column that holds a whole number that is never negative.
pub(super) fn count(row: &AnyRow, column: &str) -> sqlx::Result<u64> {
    let stored: i64 = row.try_get(column)?;
    u64::try_from(stored).map_err(|_| damaged(format!("count {stored}")))
}

/// A column that holds 0 or 1.
pub(super) fn flag(row: &AnyRow, column: &str) -> sqlx::Result<bool> {
    Ok(row.try_get::<i64, _>(column)? != 0)
}

/// A column that holds a score.
pub(super) fn score(row: &AnyRow, column: &str) -> sqlx::Result<Score> {
    to_score(row.try_get(column)?)
}

pub(super) fn to_score(stored: i64) -> sqlx::Result<Score> {
    let valid = u8::try_from(stored).ok().and_then(Score::new);
    valid.ok_or_else(|| damaged(format!("score {stored}")))
}

/// A column that holds the name of a metric.
pub(super) fn metric(row: &AnyRow, column: &str) -> sqlx::Result<Metric> {
    named(row, column, "metric", Metric::from_name)
}

/// A column that holds one of a few names.
pub(super) fn named<T>(
    row: &AnyRow,
    column: &str,
    what: &str,
    from_name: impl FnOnce(&str) -> Option<T>,
) -> sqlx::Result<T> {
    let name: String = row.try_get(column)?;
    from_name(&name).ok_or_else(|| damaged(format!("{what} {name:?}")))
}

/// A column that holds words with spaces between them, or nothing.
pub(super) fn words(row: &AnyRow, column: &str) -> sqlx::Result<Vec<String>> {
    let text: Option<String> = row.try_get(column)?;
    Ok(text.iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use sqlx::{AnyConnection, Connection as _};

    #[tokio::test]
    async fn sqlite_gets_placeholders_without_names() {
        sqlx::any::install_default_drivers();
        let db = AnyConnection::connect("sqlite::memory:").await.unwrap();
        assert_eq!(super::placeholders(&db, 2, 2), "(?, ?), (?, ?)");
        assert_eq!(super::placeholders(&db, 2, 1), "(?), (?)");
    }

    #[test]
    fn pieces_are_of_few_lengths_and_lose_nothing() {
        for length in [0, 1, 15, 16, 17, 63, 64, 100, 128, 300] {
            let rows: Vec<usize> = (0..length).collect();
            let pieces: Vec<&[usize]> = super::pieces(&rows).collect();
            assert_eq!(pieces.concat(), rows);
            assert!(pieces.iter().all(|it| [64, 32].contains(&it.len()) || it.len() <= 16));
        }
    }
}
