//! Who gets in: trust policies, policies of resources, and what their conditions are worth.

mod denial;
mod deputies;
mod exposure;
mod network;
mod oidc;
mod pin;
mod subject;
#[cfg(test)]
mod testing;
mod transport;
mod trust;
mod weigh;
mod who;

pub use exposure::conclude_resource;
pub use transport::denies_plaintext;
pub use trust::conclude_trust;
