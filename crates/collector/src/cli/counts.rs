//! Counts typed on the command line instead of a file.

use outoften_core::{BadArgument, Tally};

/// Whole numbers between commas: `0,0,0,10,0,0,0,20,0,0,70`.
pub(super) fn counts(text: &str) -> Result<Vec<u64>, BadArgument> {
    text.split(',').map(|count| count.trim().parse().map_err(|_| BadArgument::Count)).collect()
}

/// Eleven counts, for the scores 0 to 10.
pub(super) fn tally(text: &str) -> Result<Tally, BadArgument> {
    let counts = counts(text)?;
    let counts = <[u64; 11]>::try_from(counts).map_err(|_| BadArgument::CountsLength)?;
    Ok(Tally::from_counts(counts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_whole_numbers_and_nothing_else() {
        assert_eq!(tally("0,0,0,10,0,0,0,20,0,0,70").unwrap().n(), 100);
        assert_eq!(tally("0, 0,0,1,0,0,0,0,0,0,0 ").unwrap().n(), 1);
        for (text, why) in [
            ("", BadArgument::Count),
            ("1,2,3", BadArgument::CountsLength),
            ("0,0,0,0,0,0,0,0,0,0", BadArgument::CountsLength),
            ("0,0,0,0,0,0,0,0,0,0,0,0", BadArgument::CountsLength),
            ("0,0,0,0,0,0,0,0,0,0,-1", BadArgument::Count),
            ("0,0,0,0,0,0,0,0,0,0,1.5", BadArgument::Count),
            ("0,0,0,0,0,0,0,0,0,0,NaN", BadArgument::Count),
            ("0,0,0,0,0,0,0,0,0,0,", BadArgument::Count),
        ] {
            assert_eq!(tally(text), Err(why), "{text}");
        }
    }
}
