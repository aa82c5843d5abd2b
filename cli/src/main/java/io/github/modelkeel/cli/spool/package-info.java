/** The commands of what asynchronous logging left on disk. */
@NullMarked
package io.github.modelkeel.cli.spool;

import org.jspecify.annotations.NullMarked;
