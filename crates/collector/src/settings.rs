//! The file of settings: a TOML table whose keys are flags without their dashes, all those that an
//! environment variable sets too.
//!
//! A value of the file takes the place of a flag's default. So a flag wins over the environment,
//! the environment over the file, the file over what the program does by itself; and there is one
//! list of settings, the flags, for all of them.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use toml::{Table, Value};

/// The variable that names the file.
pub const VARIABLE: &str = "OUTOFTEN_CONFIG";

/// Why the file cannot be used, with what to do about it.
#[derive(Debug)]
pub struct SettingsError(String);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SettingsError {}

/// What the operator set in a file: a key and its values.
#[derive(Debug, Default)]
pub struct Settings(Vec<(String, Vec<String>)>);

/// The file that `--config` or the variable names. Looked for before anything else is read,
/// because it decides what the other flags mean.
#[must_use]
pub fn named(arguments: impl IntoIterator<Item = OsString>) -> Option<PathBuf> {
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == OsStr::new("--config") {
            return arguments.next().map(PathBuf::from);
        }
        if let Some(path) = argument.to_str().and_then(|text| text.strip_prefix("--config=")) {
            return Some(path.into());
        }
    }
    std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from)
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// It is not there, or not TOML, or holds a value that no flag takes.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let error = |what: String| SettingsError(format!("{}: {what}", path.display()));
        let text = std::fs::read_to_string(path)
            .map_err(|cause| error(format!("the file of settings cannot be read ({cause})")))?;
        let table: Table = text.parse().map_err(|cause| error(not_toml(&text, &cause)))?;
        let entries = table.into_iter().map(|(key, value)| {
            let values = words(&value).ok_or_else(|| {
                error(format!("{key} must be a text, a whole number, true, false or a list"))
            })?;
            Ok((key, values))
        });
        entries.collect::<Result<_, _>>().map(Self)
    }

    /// Makes the values the defaults of the flags of this name, in `command` and those below.
    ///
    /// # Errors
    /// A key that is no flag of any of them.
    pub fn apply(&self, mut command: Command) -> Result<Command, SettingsError> {
        let known = names(&command);
        if let Some((key, _)) = self.0.iter().find(|(key, _)| !known.contains(key)) {
            return Err(SettingsError(format!(
                "the file of settings has {key:?}, which is no setting: use one of {}",
                known.join(", ")
            )));
        }
        for (key, values) in &self.0 {
            command = with_default(command, key, values);
        }
        Ok(command)
    }
}

/// Names the line and does not show it: the database's address may stand there, with its password.
fn not_toml(text: &str, cause: &toml::de::Error) -> String {
    let before = cause.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    format!("not TOML: line {line}: {}", cause.message())
}

/// A value as it would stand behind a flag.
fn words(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(number) => Some(vec![number.to_string()]),
        Value::Boolean(flag) => Some(vec![flag.to_string()]),
        Value::Array(items) if items.iter().all(Value::is_str) => {
            Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        }
        _ => None,
    }
}

/// Flags that a file may set: those that a variable sets too, of whatever command. What has no
/// variable belongs to one call of a command.
fn names(command: &Command) -> Vec<String> {
    let mut names = Vec::new();
    for arg in command.get_subcommands().flat_map(Command::get_arguments) {
        let flag = arg.get_long().filter(|_| arg.get_env().is_some());
        if let Some(flag) = flag.filter(|flag| *flag != "config" && !names.contains(flag)) {
            names.push(flag);
        }
    }
    names.into_iter().map(str::to_owned).collect()
}

fn with_default(command: Command, key: &str, values: &[String]) -> Command {
    let is_meant = |arg: &&Arg| arg.get_long() == Some(key);
    let found = command.get_arguments().find(is_meant).map(|arg| arg.get_id().clone());
    let mut command = match found {
        Some(id) => command.mut_arg(id, |arg| {
            // What help does not show of the environment, it does not show of the file.
            let is_hidden = arg.is_hide_env_values_set() || arg.is_hide_default_value_set();
            arg.required(false).default_values(values.to_vec()).hide_default_value(is_hidden)
        }),
        None => command,
    };
    let below: Vec<String> =
        command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    for name in below {
        command = command.mut_subcommand(name, |below| with_default(below, key, values));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve() -> Command {
        let listen = Arg::new("listen").long("listen").env("OUTOFTEN_NEVER_SET").default_value("a");
        let serve = Command::new("serve").arg(listen);
        Command::new("outoften").subcommand(serve)
    }

    fn listen(command: Command, arguments: &[&str]) -> String {
        let matches = command.get_matches_from(arguments);
        let (_, serve) = matches.subcommand().unwrap();
        serve.get_one::<String>("listen").unwrap().clone()
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let settings = Settings(vec![("listen".to_owned(), vec!["file".to_owned()])]);
        assert_eq!(listen(serve(), &["outoften", "serve"]), "a");
        let with = || settings.apply(serve()).unwrap();
        assert_eq!(listen(with(), &["outoften", "serve"]), "file");
        assert_eq!(listen(with(), &["outoften", "serve", "--listen", "flag"]), "flag");
    }

    #[test]
    fn a_key_that_is_no_setting_names_those_that_are() {
        let settings = Settings(vec![("listn".to_owned(), vec!["x".to_owned()])]);
        let said = settings.apply(serve()).unwrap_err().to_string();
        assert!(said.contains("\"listn\"") && said.contains("listen"), "{said}");
    }

    #[test]
    fn help_shows_no_address_of_the_file() {
        let settings = |key: &str| Settings(vec![(key.to_owned(), vec!["canary-4711".to_owned()])]);
        let help = |key: &str| {
            let database = Arg::new("database").long("database").env("OUTOFTEN_NEVER_SET");
            let serve =
                serve().mut_subcommand("serve", |it| it.arg(database.hide_env_values(true)));
            let mut command = settings(key).apply(serve).unwrap();
            command.find_subcommand_mut("serve").unwrap().render_long_help().to_string()
        };
        assert!(help("listen").contains("canary-4711"), "this test cannot tell");
        assert!(!help("database").contains("canary-4711"), "{}", help("database"));
    }

    #[test]
    fn a_line_that_is_no_toml_is_named_and_not_shown() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("a.toml");
        for line in [
            "database = postgres://boss:canary-4711@db.example/a",
            "database = \"postgres://boss:canary-4711@db.example/a",
            "database = 'postgres://boss:canary-4711@db.example/a\"",
            "database = \"postgres://boss:canary-4711\\@db.example/a\"",
            "\"canary-4711\" = 1\n\"canary-4711\" = 1",
            "postgres://boss:canary-4711@db.example/a",
        ] {
            std::fs::write(&file, format!("listen = \"a\"\n{line}\n")).unwrap();
            let said = Settings::read(&file).unwrap_err().to_string();
            let is_named = said.contains("line 2") || said.contains("line 3");
            assert!(is_named && !said.contains("canary-4711"), "{line}: {said}");
        }
    }

    #[test]
    fn the_file_is_found_on_the_command_line() {
        let arguments = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        let path = Some(PathBuf::from("a.toml"));
        assert_eq!(named(arguments(&["serve", "--config", "a.toml"])), path);
        assert_eq!(named(arguments(&["--config=a.toml", "serve"])), path);
    }
}
