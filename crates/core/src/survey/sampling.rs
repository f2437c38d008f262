//! What share of the visitors who may be asked is asked. The drawing is [`crate::sampling`].

use crate::node::{At, Node, Object, chars, whole};

/// The sample.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Sampling {
    /// 0 to 100. Default 100.
    pub percent: u8,
    /// A name; another one draws other visitors. Default empty.
    pub wave: String,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { percent: 100, wave: String::new() }
    }
}

impl Sampling {
    pub(super) fn read<N: Node>(&mut self, node: N, at: &At<'_>) {
        let mut fields = Object::open(node, at);
        fields.whole("percent", whole!(0, 100), &mut self.percent);
        fields.text("wave", chars!(0, 64), &mut self.wave);
        fields.finish();
    }
}
