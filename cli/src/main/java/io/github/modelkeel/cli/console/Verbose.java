package io.github.modelkeel.cli.console;

/** A command that can print the stack trace of its failure. */
public interface Verbose {
    /** Whether stack traces are wanted. */
    boolean verbose();
}
