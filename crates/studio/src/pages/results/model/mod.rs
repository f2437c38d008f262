//! What the Results page knows without a browser. The findings themselves are the reader's
//! (`outoften_studio_reader`).

pub mod example;
pub mod replies;
