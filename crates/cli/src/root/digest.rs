//! SHA-256 over parts, each with its length, so that no two lists of parts give the same bytes.

use std::path::Path;

use sha2::{Digest as _, Sha256};

/// A hash that is being made.
#[derive(Clone)]
pub(super) struct Parts(Sha256);

impl Parts {
    /// Of a kind: the same parts of another kind are something else.
    pub(super) fn of(kind: &str) -> Self {
        let mut parts = Self(Sha256::new());
        parts.add(kind);
        parts
    }

    /// One more part.
    pub(super) fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// One more part.
    pub(super) fn add_path(&mut self, path: &Path) {
        self.add(path.as_os_str().as_encoded_bytes());
    }

    /// The hash.
    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// In hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(kind: &str, parts: &[&str]) -> String {
        let mut all = Parts::of(kind);
        parts.iter().for_each(|part| all.add(part));
        hex(&all.finish())
    }

    #[test]
    fn parts_do_not_run_together() {
        let mut hashes = vec![
            hash("a", &["b", "c"]),
            hash("a", &["bc"]),
            hash("a", &["bc", ""]),
            hash("a", &["", "bc"]),
            hash("ab", &["c"]),
            hash("a", &["c", "b"]),
        ];
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), 6);
        // Eight bytes of length, little-endian, and the text.
        assert_eq!(hash("a", &[]), hex(&Sha256::digest(b"\x01\0\0\0\0\0\0\0a")));
    }
}
