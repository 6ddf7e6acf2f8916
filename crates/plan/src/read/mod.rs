//! Reading: from a path or a stream to text that starts and ends with the plan's braces.

mod decode;
mod detect;
mod envelope;
mod state;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use memmap2::Mmap;

use crate::error::ReadError;
use crate::plan::Plan;

/// Below this size in bytes a read is cheaper than a mapping.
const MAP_FROM: u64 = 256 * 1024;

/// The bytes of a plan, which a [`Plan`] borrows from.
#[derive(Debug)]
pub struct Document {
    bytes: Bytes,
}

#[derive(Debug)]
enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

impl Document {
    /// Opens a file; a large one is mapped into memory. UTF-16 and gzip are decoded.
    ///
    /// # Errors
    /// Of the file system, and of decoding. Whether the text is a plan is said by [`Document::plan`].
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let mut file = File::open(path)?;
        let bytes = if file.metadata()?.len() >= MAP_FROM {
            Bytes::Mapped(map(&file)?)
        } else {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Bytes::Owned(bytes)
        };
        Self::decode(bytes)
    }

    /// Reads a stream to its end, such as standard input.
    ///
    /// # Errors
    /// As [`Document::open`].
    pub fn from_reader(mut reader: impl Read) -> Result<Self, ReadError> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        Self::from_bytes(bytes)
    }

    /// Takes bytes that are already in memory.
    ///
    /// # Errors
    /// As [`Document::open`], without those of the file system.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ReadError> {
        Self::decode(Bytes::Owned(bytes))
    }

    fn decode(bytes: Bytes) -> Result<Self, ReadError> {
        let decoded = decode::decode(bytes.as_slice())?;
        Ok(Self { bytes: decoded.map_or(bytes, Bytes::Owned) })
    }

    /// The bytes of the document as they are read: after decoding of gzip and UTF-16.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// Finds the plan in the text and scans it once, values left unread.
    ///
    /// # Errors
    /// Whatever makes the document no plan, each with its own words and what to do.
    pub fn plan(&self) -> Result<Plan<'_>, ReadError> {
        let text =
            std::str::from_utf8(self.bytes()).map_err(|error| ReadError::NotUtf8 { offset: error.valid_up_to() })?;
        let start = detect::start_of_json(text)?;
        envelope::scan(text, start)
    }
}

impl Bytes {
    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }
}

#[expect(
    unsafe_code,
    reason = "a memory map is unsafe by nature: another process may change the file while it is read"
)]
fn map(file: &File) -> Result<Mmap, std::io::Error> {
    // SAFETY: the map is only read. A plan that someone rewrites during the run is beyond what can be judged;
    // a file that shrinks ends the process with a signal, which no pipeline takes for a pass.
    unsafe { Mmap::map(file) }
}
