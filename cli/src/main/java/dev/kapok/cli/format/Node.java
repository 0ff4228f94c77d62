package dev.kapok.cli.format;

/** A part of a template that writes something. */
interface Node {
  void write(Scope scope);
}
