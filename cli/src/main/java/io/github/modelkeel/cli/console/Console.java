package io.github.modelkeel.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in data
 * @param out data
 * @param err everything for people
 */
public record Console(InputStream in, OutputStream out, PrintStream err) {}
