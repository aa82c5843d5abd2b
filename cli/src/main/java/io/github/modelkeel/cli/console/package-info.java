/** What every command needs: where it reads and writes, how it fails, tables and JSON. */
@NullMarked
package io.github.modelkeel.cli.console;

import org.jspecify.annotations.NullMarked;
