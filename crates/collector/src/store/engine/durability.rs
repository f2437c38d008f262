//! Which settings make a commit of Postgres survive a crash, looked at on each connection that
//! answers are written with. SQLite's are set by the program itself (`sqlite`).

use std::fmt;
use std::str::FromStr;

use sqlx::Row as _;

use super::{Db, StoreError};

/// Each setting, and the one value that loses what was acknowledged.
const SETTINGS: [(&str, &str); 3] =
    [("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off")];

/// In the order of [`SETTINGS`].
const READ: &str = "SELECT current_setting('fsync'), current_setting('full_page_writes'), \
                    current_setting('synchronous_commit')";

/// A setting that the operator accepts: `full_page_writes=off`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedSetting {
    name: &'static str,
    value: &'static str,
}

impl FromStr for AcceptedSetting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known =
            SETTINGS.iter().find(|(name, value)| text.split_once('=') == Some((name, value)));
        let (name, value) = known.ok_or_else(|| {
            let all = SETTINGS.map(|(name, value)| format!("{name}={value}"));
            format!("use one of {}", all.join(", "))
        })?;
        Ok(Self { name, value })
    }
}

impl fmt::Display for AcceptedSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)
    }
}

/// What is kept of the accepted ones.
pub(in crate::store) fn to_text(accepted: &[AcceptedSetting]) -> String {
    accepted.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The opposite; what this program does not know is accepted by nobody.
pub(in crate::store) fn from_text(text: &str) -> Vec<AcceptedSetting> {
    text.split(' ').filter_map(|setting| setting.parse().ok()).collect()
}

/// The settings with which a commit would not survive a crash.
pub(in crate::store) async fn weak_settings(
    db: &mut Db,
) -> Result<Vec<AcceptedSetting>, StoreError> {
    let row = sqlx::query(READ).fetch_one(db).await?;
    let mut weak = Vec::new();
    for (column, (name, value)) in SETTINGS.into_iter().enumerate() {
        if row.try_get::<String, _>(column)? == value {
            weak.push(AcceptedSetting { name, value });
        }
    }
    Ok(weak)
}

/// The sentence for an operator.
pub(in crate::store) fn refusal(weak: &AcceptedSetting) -> String {
    let AcceptedSetting { name, value } = weak;
    format!(
        "Postgres has {name} = {value}, so a commit is not durable: set {name} = on; if your \
         server keeps what it acknowledges all the same, say --accept-durability {weak}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_settings_are_accepted() {
        let one: AcceptedSetting = "full_page_writes=off".parse().unwrap();
        let two = "fsync=off".parse().unwrap();
        assert_eq!(from_text(&to_text(&[one.clone(), two])).len(), 2);
        assert!(refusal(&one).contains("--accept-durability full_page_writes=off"));
        for wrong in ["", "fsync", "fsync=on", "work_mem=off", "fsync=off "] {
            let said = wrong.parse::<AcceptedSetting>().unwrap_err();
            assert!(said.contains("fsync=off"), "{wrong}: {said}");
        }
    }
}
