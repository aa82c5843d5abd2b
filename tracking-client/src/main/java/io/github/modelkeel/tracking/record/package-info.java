/** What a record of the spool says. The bytes are in files: what they mean never changes. */
@NullMarked
package io.github.modelkeel.tracking.record;

import org.jspecify.annotations.NullMarked;
