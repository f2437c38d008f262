//! The same targets under LLVM's fuzzer, which learns from the code that an input reaches.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| outoften_fuzz::run_chosen(input));
