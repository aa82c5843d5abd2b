package io.github.modelkeel.cli;

/** A command that can print the stack trace of its failure. */
interface Verbose {
    /** Whether stack traces are wanted. */
    boolean verbose();
}
