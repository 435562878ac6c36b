//! The modes of a terminal (echo, lines, keys that interrupt), and locks of files.
//!
//! In: the number of an open file. Out: its terminal's modes as numbers, as termios has them on Linux; whether a lock was
//! had. Nothing here waits: a lock that another holds is refused, and who wants it asks again.

use super::file::Files;
use rustix::fs::FlockOperation;
use rustix::termios::{ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex};
use std::io;

/// The modes of a terminal: input, output, control, local, two speeds, and the special characters.
pub struct Modes {
    /// Input, output, control and local modes, as bits.
    pub flags: [u32; 4],
    /// Speeds of input and output, in bits a second.
    pub speeds: [u32; 2],
    /// Special characters, in the order of Linux.
    pub characters: Vec<u8>,
}

/// The special characters that have a name, each where Linux has it.
const CHARACTERS: &[(usize, SpecialCodeIndex)] = &[
    (0, SpecialCodeIndex::VINTR),
    (1, SpecialCodeIndex::VQUIT),
    (2, SpecialCodeIndex::VERASE),
    (3, SpecialCodeIndex::VKILL),
    (4, SpecialCodeIndex::VEOF),
    (5, SpecialCodeIndex::VTIME),
    (6, SpecialCodeIndex::VMIN),
    (8, SpecialCodeIndex::VSTART),
    (9, SpecialCodeIndex::VSTOP),
    (10, SpecialCodeIndex::VSUSP),
    (11, SpecialCodeIndex::VEOL),
    (12, SpecialCodeIndex::VREPRINT),
    (13, SpecialCodeIndex::VDISCARD),
    (14, SpecialCodeIndex::VWERASE),
    (15, SpecialCodeIndex::VLNEXT),
    (16, SpecialCodeIndex::VEOL2),
];

/// How many special characters there are.
const COUNT: usize = 32;

impl Files {
    /// The modes of the terminal that an open file is.
    pub fn modes(&mut self, number: i32) -> io::Result<Modes> {
        let own = rustix::termios::tcgetattr(self.get(number)?)?;
        let mut characters = vec![0; COUNT];
        for (place, code) in CHARACTERS {
            characters[*place] = own.special_codes[*code];
        }
        let flags = [
            own.input_modes.bits() as u32,
            own.output_modes.bits() as u32,
            own.control_modes.bits() as u32,
            own.local_modes.bits() as u32,
        ];
        Ok(Modes { flags, speeds: [own.input_speed(), own.output_speed()], characters })
    }

    /// Gives a terminal other modes: at once (0), when all is written (1), or forgetting what was typed as well (2).
    /// The speeds stay as they are.
    pub fn set_modes(&mut self, number: i32, when: i64, modes: &Modes) -> io::Result<()> {
        let file = self.get(number)?;
        let mut own = rustix::termios::tcgetattr(&*file)?;
        let [input, output, control, local] = modes.flags;
        own.input_modes = InputModes::from_bits_retain(input as _);
        own.output_modes = OutputModes::from_bits_retain(output as _);
        own.control_modes = ControlModes::from_bits_retain(control as _);
        own.local_modes = LocalModes::from_bits_retain(local as _);
        for (place, code) in CHARACTERS {
            if let Some(character) = modes.characters.get(*place) {
                own.special_codes[*code] = *character;
            }
        }
        let when = match when {
            0 => OptionalActions::Now,
            1 => OptionalActions::Drain,
            _ => OptionalActions::Flush,
        };
        Ok(rustix::termios::tcsetattr(&*file, when, &own)?)
    }

    /// Locks an open file for oneself, or with others who only read; gives a lock back. False when another holds it.
    pub fn lock(&mut self, number: i32, operation: i64) -> io::Result<bool> {
        let operation = match operation & 11 {
            1 => FlockOperation::NonBlockingLockShared,
            2 => FlockOperation::NonBlockingLockExclusive,
            8 => FlockOperation::Unlock,
            _ => return Err(io::Error::from_raw_os_error(22)),
        };
        match rustix::fs::flock(&*self.get(number)?, operation) {
            Ok(()) => Ok(true),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }
}
