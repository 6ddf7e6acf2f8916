//! Address ranges: which of them hold so much of the internet that they keep nobody out.

use std::net::IpAddr;
use std::sync::LazyLock;

use ipnet::{IpNet, Ipv4Net};

/// Ranges that no host on the internet has an address of.
const NEVER_PUBLIC: [&str; 12] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
];

/// A public range of at most so long a prefix is the world.
const WIDE_V4: u8 = 8;
const WIDE_V6: u8 = 23;

/// Smaller ranges are the world when they hold as many addresses together as two ranges of [`WIDE_V4`].
const MANY_V4: u64 = 1 << 25;

/// Whether a list of addresses and ranges leaves most of the internet out. What is no range matches nothing.
pub(crate) fn is_narrow<'t>(ranges: impl IntoIterator<Item = &'t str>) -> bool {
    let mut small = Vec::new();
    for range in ranges.into_iter().filter_map(parsed).filter(is_public) {
        match range {
            IpNet::V4(range) if range.prefix_len() > WIDE_V4 => small.push(range),
            IpNet::V6(range) if range.prefix_len() > WIDE_V6 => {}
            _ => return false,
        }
    }
    // Shorter lists of such ranges cannot add up to so much.
    small.len() < 4 || size(&small) < MANY_V4
}

fn size(ranges: &[Ipv4Net]) -> u64 {
    let hosts = |range: &Ipv4Net| 1_u64 << (32 - u32::from(range.prefix_len()));
    Ipv4Net::aggregate(&ranges.to_vec()).iter().map(hosts).sum()
}

fn parsed(text: &str) -> Option<IpNet> {
    let range = match text.parse::<IpNet>() {
        Ok(range) => range.trunc(),
        Err(_) => IpNet::from(text.parse::<IpAddr>().ok()?),
    };
    // An IPv4 range in other clothes.
    if let IpNet::V6(mapped) = range
        && let Some(length) = mapped.prefix_len().checked_sub(96)
        && let Some(address) = mapped.addr().to_ipv4_mapped()
    {
        return Ipv4Net::new(address, length).ok().map(IpNet::V4);
    }
    Some(range)
}

fn is_public(range: &IpNet) -> bool {
    static PRIVATE: LazyLock<Vec<IpNet>> =
        LazyLock::new(|| NEVER_PUBLIC.iter().filter_map(|text| text.parse().ok()).collect());
    !PRIVATE.iter().any(|private| private.contains(range))
}

/// Whether a pattern of addresses written as text, such as `203.0.113.*`, leaves most of the internet out.
pub(crate) fn is_narrow_pattern(text: &str) -> bool {
    let literal = text.split(['*', '?']).next().unwrap_or_default();
    literal.len() == text.len() || literal.matches(['.', ':']).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_world_out() {
        for narrow in [
            &["203.0.113.0/24"][..],
            &["203.0.113.7", "2001:db8::/32"],
            &["10.0.0.0/8", "172.16.0.0/12", "fc00::/7"],
            &["100.0.0.0/9", "100.128.0.0/9"],
            &["2a00:1234::/29"],
            &["::ffff:203.0.113.0/120"],
            &["nonsense"],
            &[],
        ] {
            assert!(is_narrow(narrow.iter().copied()), "{narrow:?}");
        }
        for wide in [
            &["0.0.0.0/0"][..],
            &["203.0.113.0/24", "::/0"],
            &["0.0.0.0/1", "128.0.0.0/1"],
            &["128.0.0.0/1"],
            &["52.0.0.0/8"],
            &["2000::/3"],
            &["2600::/12"],
            &["::ffff:0:0/96"],
            &["203.0.113.9/0"],
            &["20.0.0.0/9", "20.128.0.0/9", "40.0.0.0/9", "40.128.0.0/9"],
        ] {
            assert!(!is_narrow(wide.iter().copied()), "{wide:?}");
        }
        // One range over and over is no more than once.
        assert!(is_narrow(["20.0.0.0/9"; 8]));
    }

    #[test]
    fn patterns_of_addresses() {
        for narrow in ["203.0.113.*", "203.0.*", "203.0.113.7", "2001:db8:*"] {
            assert!(is_narrow_pattern(narrow), "{narrow}");
        }
        for wide in ["*", "203.*", "2*", "*.7"] {
            assert!(!is_narrow_pattern(wide), "{wide}");
        }
    }
}
