//! A defect that ends a request is one line of the log: where, and nothing of what.
//!
//! The standard message may quote what was being worked on, and that may be what a person wrote. It
//! would not be JSON either. Installed by `main`, once the log is there.

use std::panic::{PanicHookInfo, set_hook};

/// From now on the log says where a panic was.
pub fn log_where() {
    set_hook(Box::new(hook));
}

fn hook(info: &PanicHookInfo<'_>) {
    let location = info.location();
    let file = location.map_or("unknown", |location| location.file());
    let line = location.map_or(0, |location| location.line());
    tracing::error!(file, line, "panic: a defect of ours, please report this line");
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_one_line_that_quotes_nothing() {
        let log = Log::default();
        let to = log.clone();
        let subscriber = tracing_subscriber::fmt().json().with_writer(move || to.clone()).finish();
        let before = std::panic::take_hook();
        super::log_where();
        let done = tracing::subscriber::with_default(subscriber, || {
            std::panic::catch_unwind(|| panic!("canary: {}", "what a person wrote"))
        });
        std::panic::set_hook(before);
        assert!(done.is_err());
        let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        let line: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(line["level"], "ERROR");
        assert!(line["fields"]["file"].as_str().unwrap().ends_with("panics.rs"), "{said}");
        assert!(!said.contains("canary") && !said.contains("person wrote"), "{said}");
    }
}
