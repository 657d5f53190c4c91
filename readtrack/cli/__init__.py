"""Commands: parse, ask the store, compute, render. One command or family of commands a file."""
