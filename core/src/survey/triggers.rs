//! When the card comes. The loader waits by these figures before it fetches anything heavy.

use crate::node::{FieldError, Fields, Node, Path, whole};

/// All conditions have to hold.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Triggers {
    /// Milliseconds on the page before the card shows, 0 to 3,600,000. Default 5,000.
    pub delay_ms: u32,
}

impl Default for Triggers {
    fn default() -> Self {
        Self { delay_ms: 5_000 }
    }
}

impl Triggers {
    pub(super) fn read<N: Node>(&mut self, node: N, path: &Path<'_>) -> Result<(), FieldError> {
        let mut fields = Fields::open(node, path)?;
        fields.whole("delay_ms", whole!(0, 3600000), &mut self.delay_ms)?;
        fields.finish()
    }
}
