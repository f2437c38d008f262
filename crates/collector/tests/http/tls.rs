//! Postgres elsewhere: encrypted or not, by whose word, and what is said of it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use outoften_collector::store::{DatabaseUrl, Store};
use rcgen::{CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use tempfile::TempDir;

use crate::postgres::Cluster;
use crate::process::Program;

/// A certification authority that only this test knows.
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    file: PathBuf,
}

impl Authority {
    fn new(folder: &Path, name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let file = folder.join(name);
        std::fs::write(&file, issuer.pem()).unwrap();
        Self { issuer, file }
    }

    /// A server's certificate and key.
    fn certify(&self, host: &str, until: i32) -> (String, String) {
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }
}

/// How opening ends: nothing, or the sentence.
async fn open(address: &str, mode: &str, authority: Option<&Authority>) -> Result<(), String> {
    let mut address = format!("{address}?sslmode={mode}");
    if let Some(authority) = authority {
        address += &format!("&sslrootcert={}", authority.file.display());
    }
    match Store::open(&DatabaseUrl::parse(&address)).await {
        Ok(store) => {
            store.close().await;
            Ok(())
        }
        Err(error) => Err(error.to_string()),
    }
}

/// The same, once the server has taken a new certificate: until it says this.
async fn says(address: &str, mode: &str, authority: Option<&Authority>, expected: &str) {
    let started = Instant::now();
    loop {
        let said = open(address, mode, authority).await.err().unwrap_or_default();
        if said.contains(expected) && said.contains("cannot be trusted") {
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{mode}: {said:?}, not {expected}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The program's log after a start on this address.
fn log(address: &str) -> String {
    let folder = TempDir::new().unwrap();
    let program = Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", address);
    });
    assert!(program.stop());
    std::fs::read_to_string(folder.path().join("log")).unwrap()
}

fn doctor(address: &str) -> String {
    let program = Command::new(env!("CARGO_BIN_EXE_outoften"))
        .arg("doctor")
        .env("DATABASE_URL", address)
        .output()
        .unwrap();
    assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));
    String::from_utf8(program.stdout).unwrap()
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn each_sslmode_keeps_its_promise() {
    let folder = TempDir::new().unwrap();
    let (ours, foreign) =
        (Authority::new(folder.path(), "ours.pem"), Authority::new(folder.path(), "foreign.pem"));
    let cluster = Cluster::start_remote();
    let named = cluster.new_remote_database("localhost");
    let by_number = named.replace("localhost", "127.0.0.1");
    // In the clear: only who insists on more is refused, and who does not is told.
    for mode in ["require", "verify-ca", "verify-full"] {
        says(&named, mode, Some(&ours), "does not support TLS").await;
    }
    let fell_back = log(&named);
    assert!(fell_back.contains("is not encrypted") && fell_back.contains("WARN"), "{fell_back}");
    assert!(doctor(&named).contains("NOT ENCRYPTED"));
    assert!(!doctor(&format!("{named}?sslmode=disable")).contains("NOT ENCRYPTED"));
    assert!(!log(&format!("{named}?sslmode=disable")).contains("is not encrypted"));

    let (certificate, key) = ours.certify("localhost", 4_000);
    cluster.certify(Some((&certificate, &key)));
    says(&named, "verify-ca", Some(&foreign), "UnknownIssuer").await;
    assert_eq!(open(&named, "require", None).await, Ok(()));
    assert_eq!(open(&named, "verify-ca", Some(&ours)).await, Ok(()));
    assert_eq!(open(&named, "verify-full", Some(&ours)).await, Ok(()));
    assert_eq!(open(&by_number, "verify-ca", Some(&ours)).await, Ok(()));
    says(&by_number, "verify-full", Some(&ours), "not valid for name").await;
    says(&named, "verify-ca", None, "UnknownIssuer").await;
    says(&named, "verify-full", None, "UnknownIssuer").await;
    // As with libpq: who names certificates wants one of them.
    says(&named, "require", Some(&foreign), "UnknownIssuer").await;
    assert!(!log(&named).contains("is not encrypted"), "prefer took what was offered");

    let (certificate, key) = ours.certify("localhost", 2_001);
    cluster.certify(Some((&certificate, &key)));
    says(&named, "verify-ca", Some(&ours), "expired").await;
    says(&named, "verify-full", Some(&ours), "expired").await;
    let (certificate, key) = ours.certify("other.example", 4_000);
    cluster.certify(Some((&certificate, &key)));
    says(&named, "verify-full", Some(&ours), "not valid for name").await;
    assert_eq!(open(&named, "verify-ca", Some(&ours)).await, Ok(()));
    let missing = format!("{named}?sslmode=verify-full&sslrootcert=/no/such/file.pem");
    let said = Store::open(&DatabaseUrl::parse(&missing)).await.err().unwrap().to_string();
    assert!(said.contains("\"/no/such/file.pem\", named as sslrootcert"), "{said}");
}
