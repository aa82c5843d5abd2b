/** The files of a spool: its directory and the lock on it, segments, the log of what was delivered, dead letters. */
@NullMarked
package io.github.modelkeel.tracking.spool.file;

import org.jspecify.annotations.NullMarked;
