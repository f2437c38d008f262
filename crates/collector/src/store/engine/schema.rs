//! Which columns the tables of a database have, and which its steps make.

use std::collections::BTreeSet;

use sqlx::{AnyConnection, Connection as _, Row as _};

use super::{Db, Engine};
use crate::store::migrate;

/// The table in which each step leaves a row.
pub(super) const STEPS: &str = "_sqlx_migrations";

const OF_FILE: &str = "SELECT s.name, c.name, c.pk > 0 FROM sqlite_schema AS s \
                       JOIN pragma_table_info(s.name) AS c WHERE s.type = 'table'";

/// What is found without naming a schema, and is not Postgres' own.
const OF_SERVER: &str = "SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT), \
     (SELECT COUNT(*) FROM pg_catalog.pg_index AS i WHERE i.indrelid = t.oid \
      AND i.indisprimary AND c.attnum = ANY (i.indkey)) \
     FROM pg_catalog.pg_class AS t JOIN pg_catalog.pg_attribute AS c ON c.attrelid = t.oid \
     WHERE t.relkind IN ('r', 'p') AND c.attnum > 0 AND NOT c.attisdropped \
     AND pg_catalog.pg_table_is_visible(t.oid) \
     AND t.relnamespace <> CAST('pg_catalog' AS regnamespace)";

/// Columns by their tables, and whether each belongs to the primary key.
#[derive(Debug, Default)]
pub(super) struct Schema(BTreeSet<(String, String, bool)>);

impl Schema {
    /// What is there.
    pub(super) async fn of(db: &mut Db, engine: Engine) -> sqlx::Result<Self> {
        let sql = match engine {
            Engine::Sqlite => OF_FILE,
            Engine::Postgres => OF_SERVER,
        };
        let rows = sqlx::query(sql).fetch_all(db).await?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok((row.try_get(0)?, row.try_get(1)?, row.try_get::<i64, _>(2)? > 0))
        };
        Ok(Self(rows.iter().map(read).collect::<sqlx::Result<_>>()?))
    }

    /// What the first steps make, up to this one. The same text makes the same columns on both
    /// engines, so a file in memory tells.
    pub(super) async fn after(step: i64) -> sqlx::Result<Self> {
        let mut db = AnyConnection::connect("sqlite::memory:").await?;
        migrate::take_until(&mut db, step).await?;
        let made = Self::of(&mut db, Engine::Sqlite).await?;
        db.close().await?;
        Ok(made)
    }

    /// The names of the tables.
    pub(super) fn tables(&self) -> BTreeSet<&str> {
        self.0.iter().map(|(table, ..)| table.as_str()).collect()
    }

    /// What this has not of that, in words; `None` if it has all. More columns are no fault: a later
    /// step, or the operator, may add some.
    pub(super) fn lacks(&self, wanted: &Self) -> Option<String> {
        let (table, column, is_key) = wanted.0.difference(&self.0).next()?;
        let is_there = self.0.contains(&(table.clone(), column.clone(), !is_key));
        Some(match (self.tables().contains(table.as_str()), is_there) {
            (false, _) => format!("it has no table {table}"),
            (true, false) => format!("its table {table} has no column {column}"),
            (true, true) => format!("its table {table} has another primary key"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn after(statements: &'static str) -> Schema {
        sqlx::any::install_default_drivers();
        let mut db = AnyConnection::connect("sqlite::memory:").await.unwrap();
        migrate::take_until(&mut db, i64::MAX).await.unwrap();
        sqlx::raw_sql(statements).execute(&mut db).await.unwrap();
        Schema::of(&mut db, Engine::Sqlite).await.unwrap()
    }

    #[tokio::test]
    async fn what_is_lacking_is_named() {
        let whole = after("CREATE TABLE notes (id TEXT)").await;
        let wanted = Schema::after(i64::MAX).await.unwrap();
        assert_eq!(whole.lacks(&wanted), None);
        for (statements, said) in [
            ("DROP TABLE contacts", "it has no table contacts"),
            (
                "ALTER TABLE responses DROP COLUMN drivers",
                "its table responses has no column drivers",
            ),
            (
                "CREATE TABLE copy AS SELECT * FROM state; DROP TABLE state; \
                 ALTER TABLE copy RENAME TO state",
                "its table state has another primary key",
            ),
        ] {
            assert_eq!(after(statements).await.lacks(&wanted).as_deref(), Some(said));
        }
        let first = Schema::after(1).await.unwrap();
        assert_eq!(whole.lacks(&first), None, "steps only add");
        assert!(first.lacks(&wanted).is_some() && first.tables().contains(STEPS));
    }
}
