//! Containers and encodings that plans come in: gzip, UTF-16, and the binary plan that is refused.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::error::ReadError;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZIP: &[u8] = b"PK\x03\x04";
const UTF16_LE: &[u8] = &[0xff, 0xfe];
const UTF16_BE: &[u8] = &[0xfe, 0xff];

/// Bytes that gzip may unpack to; a plan of this size would not fit a machine's memory as values either.
const MAX_UNPACKED: u64 = 4 << 30;

/// The UTF-8 bytes inside, or `None` where `bytes` can be taken as they are.
pub(super) fn decode(bytes: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
    if bytes.starts_with(ZIP) {
        return Err(ReadError::BinaryPlan);
    }
    if bytes.starts_with(GZIP) {
        let unpacked = gunzip(bytes)?;
        // Nothing but the file itself can be handed to the program that reads it.
        if unpacked.starts_with(ZIP) {
            return Err(ReadError::NotAPlan { what: "a binary plan file, compressed with gzip" });
        }
        return Ok(Some(decode(&unpacked)?.unwrap_or(unpacked)));
    }
    if let Some(rest) = bytes.strip_prefix(UTF16_LE) {
        return from_utf16(rest, u16::from_le_bytes).map(Some);
    }
    if let Some(rest) = bytes.strip_prefix(UTF16_BE) {
        return from_utf16(rest, u16::from_be_bytes).map(Some);
    }
    Ok(None)
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).take(MAX_UNPACKED + 1).read_to_end(&mut unpacked).map_err(ReadError::Gzip)?;
    if unpacked.len() as u64 > MAX_UNPACKED {
        return Err(ReadError::Gzip(std::io::Error::other("it unpacks to more than 4 GiB")));
    }
    Ok(unpacked)
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Vec<u8>, ReadError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(ReadError::NotUtf16);
    }
    let units: Vec<u16> = pairs.iter().map(|&pair| unit(pair)).collect();
    let text = String::from_utf16(&units).map_err(|_| ReadError::NotUtf16)?;
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_of_both_orders_is_decoded() {
        let text = "{\"é\":\"𝄞\"}";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = UTF16_LE.iter().copied().chain(units.iter().flat_map(|u| u.to_le_bytes())).collect();
        let big: Vec<u8> = UTF16_BE.iter().copied().chain(units.iter().flat_map(|u| u.to_be_bytes())).collect();
        assert_eq!(decode(&little).unwrap().unwrap(), text.as_bytes());
        assert_eq!(decode(&big).unwrap().unwrap(), text.as_bytes());
        assert!(matches!(decode(&little[..little.len() - 1]), Err(ReadError::NotUtf16)));
    }

    #[test]
    fn a_binary_plan_is_one_only_as_it_is() {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(ZIP).unwrap();
        assert!(matches!(decode(ZIP), Err(ReadError::BinaryPlan)));
        assert!(matches!(decode(&packed.finish().unwrap()), Err(ReadError::NotAPlan { .. })));
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(decode(b"{}").unwrap().is_none());
    }
}
