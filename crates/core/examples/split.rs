//! Reads standard input and splits it into fields with the same CSV library as the reading of
//! answers, and does nothing with them: what reading costs at least.
//!
//! `cargo run --release -p outoften-core --example split < answers.csv`

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut reader = csv_core::Reader::new();
    let mut input = vec![0; 1 << 18];
    let (mut fields, mut ends) = (vec![0; 1 << 20], [0; 256]);
    let mut records = 0_u64;
    loop {
        let size = std::io::stdin().read(&mut input)?;
        let mut rest = input.get(..size).unwrap_or_default();
        // An empty rest would mean the end of the file.
        while size == 0 || !rest.is_empty() {
            let (result, used, _, _) = reader.read_record(rest, &mut fields, &mut ends);
            rest = rest.get(used..).unwrap_or_default();
            match result {
                csv_core::ReadRecordResult::Record => records += 1,
                csv_core::ReadRecordResult::InputEmpty => break,
                csv_core::ReadRecordResult::End => {
                    println!("{records} records");
                    return Ok(());
                }
                _ => return Err(std::io::Error::other("a record beyond the buffers")),
            }
        }
    }
}
