/**
 * JSON that is read strictly and within limits, and written so that its bytes do not depend on the JDK or the platform. Nothing here knows
 * what a document says: what is wrong with it is an {@code InvalidJsonException}, of which a reader makes a refusal. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.json;

import org.jspecify.annotations.NullMarked;
