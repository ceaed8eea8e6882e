//! Any text as Markdown: conversion never panics and never changes protected text.

#![no_main]

#[path = "../checks/markdown.rs"]
mod markdown;

libfuzzer_sys::fuzz_target!(|text: &str| markdown::check(text));
