//! Digests: objects that bytes are fed to. The ways of digesting are RustCrypto's crates.

use crate::machine::Machine;
use crate::native::convert::{this, type_name};
use crate::native::{NativeType, class_for};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::as_i64;
use crate::object::str::Str;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{getset, native};
use sha2::digest::{DynDigest, ExtendableOutput, Update};

/// A way of digesting, under way.
enum Way {
    /// With a digest of one size.
    Fixed(Box<dyn DynDigest>),
    /// BLAKE2b, with a digest of any size up to 64 bytes.
    Large(Box<blake2b_simd::State>),
    /// SHAKE, with a digest as long as it is asked for.
    Shake128(Box<shake::Shake128>),
    /// The same, stronger.
    Shake256(Box<shake::Shake256>),
    /// BLAKE2s, with a digest of any size up to 32 bytes.
    Small(Box<blake2s_simd::State>),
}

impl Clone for Way {
    fn clone(&self) -> Way {
        match self {
            Way::Fixed(way) => Way::Fixed(way.box_clone()),
            Way::Large(way) => Way::Large(way.clone()),
            Way::Shake128(way) => Way::Shake128(way.clone()),
            Way::Shake256(way) => Way::Shake256(way.clone()),
            Way::Small(way) => Way::Small(way.clone()),
        }
    }
}

impl Way {
    fn named(name: &str, size: usize, [key, salt, person]: [&[u8]; 3]) -> Option<Way> {
        Some(Way::Fixed(match name {
            "shake_128" => return Some(Way::Shake128(Box::default())),
            "shake_256" => return Some(Way::Shake256(Box::default())),
            "md5" => Box::new(<md5::Md5 as Default>::default()),
            "sha1" => Box::new(<sha1::Sha1 as Default>::default()),
            "sha224" => Box::new(<sha2::Sha224 as Default>::default()),
            "sha256" => Box::new(<sha2::Sha256 as Default>::default()),
            "sha384" => Box::new(<sha2::Sha384 as Default>::default()),
            "sha512" => Box::new(<sha2::Sha512 as Default>::default()),
            "sha512_224" => Box::new(<sha2::Sha512_224 as Default>::default()),
            "sha512_256" => Box::new(<sha2::Sha512_256 as Default>::default()),
            "sha3_224" => Box::new(<sha3::Sha3_224 as Default>::default()),
            "sha3_256" => Box::new(<sha3::Sha3_256 as Default>::default()),
            "sha3_384" => Box::new(<sha3::Sha3_384 as Default>::default()),
            "sha3_512" => Box::new(<sha3::Sha3_512 as Default>::default()),
            "blake2b" if (1..=64).contains(&size) && key.len() <= 64 && salt.len() <= 16 && person.len() <= 16 => {
                let mut how = blake2b_simd::Params::new();
                let how = how.hash_length(size).key(key).salt(salt).personal(person);
                return Some(Way::Large(Box::new(how.to_state())));
            }
            "blake2s" if (1..=32).contains(&size) && key.len() <= 32 && salt.len() <= 8 && person.len() <= 8 => {
                let mut how = blake2s_simd::Params::new();
                let how = how.hash_length(size).key(key).salt(salt).personal(person);
                return Some(Way::Small(Box::new(how.to_state())));
            }
            _ => return None,
        }))
    }

    fn feed(&mut self, bytes: &[u8]) {
        match self {
            Way::Fixed(way) => way.update(bytes),
            Way::Shake128(way) => Update::update(way.as_mut(), bytes),
            Way::Shake256(way) => Update::update(way.as_mut(), bytes),
            Way::Large(way) => {
                way.update(bytes);
            }
            Way::Small(way) => {
                way.update(bytes);
            }
        }
    }

    /// The digest; of a way that gives any length, that many bytes.
    fn finish(&self, length: usize) -> Vec<u8> {
        match self.clone() {
            Way::Fixed(way) => way.finalize().into_vec(),
            Way::Shake128(way) => way.finalize_boxed(length).into_vec(),
            Way::Shake256(way) => way.finalize_boxed(length).into_vec(),
            Way::Large(way) => way.finalize().as_bytes().to_vec(),
            Way::Small(way) => way.finalize().as_bytes().to_vec(),
        }
    }
}

/// The payload of a digest under way.
struct Digest {
    way: Own<Way>,
    size: usize,
}

crate::payload!(Digest, Kind::Extension);

/// A digest under way.
pub static DIGEST: NativeType = NativeType {
    name: "Digest",
    module: "_bytes",
    layout: <Digest>::layout,
    methods: &[
        native!("update(self, data, /)", update, "Feeds bytes."),
        native!("digest(self, length=0, /)", digest, "The digest of what was fed so far."),
        native!("copy(self, /)", copy, "Another one that begins where this one is."),
    ],
    getsets: &[getset!(
        "size",
        |_, v| match v.get::<Digest>() {
            Some(digest) => Ok(Value::from(digest.size)),
            None => type_error("not a digest"),
        },
        "How many bytes the digest has."
    )],
    ..NativeType::BASE
};

pub fn create(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(name) = a[0].get::<Str>() else {
        return type_error(format!("name must be a string, not {}", type_name(&a[0])));
    };
    let wanted = as_i64(&a[2]).unwrap_or(0).max(0) as usize;
    let mut extra = [Vec::new(), Vec::new(), Vec::new()];
    for (place, value) in a[3..6].iter().enumerate() {
        if !value.is_none() {
            extra[place] = m.bytes_like(value)?;
        }
    }
    let Some(mut way) = Way::named(name.as_str(), wanted, [&extra[0], &extra[1], &extra[2]]) else {
        return value_error(format!("unsupported hash type {}", name.as_str()));
    };
    if !a[1].is_none() {
        way.feed(&m.bytes_like(&a[1])?);
    }
    let size = if let Way::Fixed(way) = &way { way.output_size() } else { wanted };
    Ok(Gc::new(Digest { way: Own::new(way), size }, &class_for(&DIGEST)).into_value())
}

fn update(m: &mut Machine, a: &[Value]) -> Outcome {
    let bytes = m.bytes_like(&a[1])?;
    this::<Digest>(a)?.way.with(|way| way.feed(&bytes));
    Ok(Value::None)
}

fn digest(m: &mut Machine, a: &[Value]) -> Outcome {
    let digest = this::<Digest>(a)?;
    let Ok(length) = usize::try_from(m.size(&a[1])?) else { return value_error("value must be positive") };
    if length >= 1 << 29 {
        return value_error("length is too large");
    }
    Ok(digest.way.with(|way| way.finish(length)).into())
}

fn copy(_: &mut Machine, a: &[Value]) -> Outcome {
    let digest = this::<Digest>(a)?;
    let copy = Digest { way: Own::new(digest.way.get()), size: digest.size };
    Ok(Gc::new(copy, &class_for(&DIGEST)).into_value())
}
