/** A request, an answer, a refusal. */
@NullMarked
package io.github.modelkeel.servinghttp.message;

import org.jspecify.annotations.NullMarked;
