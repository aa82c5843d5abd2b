/** From the spool to the server: records become requests, which are repeated, taken apart or put aside as the server's answers say. */
@NullMarked
package io.github.modelkeel.tracking.async;

import org.jspecify.annotations.NullMarked;
